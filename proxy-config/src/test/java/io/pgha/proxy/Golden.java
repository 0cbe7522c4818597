package io.pgha.proxy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A golden file, and the arguments of the command that makes it. */
record Golden(String name, List<String> arguments) {
  private static final Path FOLDER = Path.of("src", "test", "resources", "golden");

  static List<Golden> all() throws IOException {
    return Files.readAllLines(FOLDER.resolve("commands.txt")).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Golden::parse)
        .toList();
  }

  static List<Golden> of(String beginning) throws IOException {
    return all().stream().filter(golden -> golden.name.startsWith(beginning)).toList();
  }

  private static Golden parse(String line) {
    List<String> words = Arrays.asList(line.split(" +"));
    return new Golden(
        words.get(0),
        words.stream().skip(1).map(word -> word.replaceFirst("^golden/", FOLDER + "/")).toList());
  }

  Path file() {
    return FOLDER.resolve(name);
  }

  /** What a program says of it, for those of which it says something. */
  Path warnings() {
    return FOLDER.resolve(name + ".warnings");
  }

  @Override
  public String toString() {
    return name;
  }
}
