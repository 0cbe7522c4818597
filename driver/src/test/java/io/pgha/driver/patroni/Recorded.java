package io.pgha.driver.patroni;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Answers of real members, under {@code patroni-rest/VERSION/SITUATION/}. */
public record Recorded(Path file) {
  public static Recorded of(String version, String situation, String file) {
    return new Recorded(root().resolve(version).resolve(situation).resolve(file));
  }

  /** Every answer whose file name ends so. */
  public static List<Recorded> all(String suffix) {
    try (Stream<Path> files = Files.walk(root())) {
      return files
          .filter(file -> file.toString().endsWith(suffix))
          .sorted()
          .map(Recorded::new)
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path root() {
    try {
      return Path.of(Objects.requireNonNull(Recorded.class.getResource("/patroni-rest")).toURI());
    } catch (URISyntaxException e) {
      throw new IllegalStateException(e);
    }
  }

  public boolean exists() {
    return Files.exists(file);
  }

  byte[] bytes() throws IOException {
    return Files.readAllBytes(file);
  }

  public String text() throws IOException {
    return Files.readString(file);
  }

  String version() {
    return root().relativize(file).getName(0).toString();
  }

  /** What the member answered to {@code GET /primary}; 503 where that was not recorded. */
  public int code() throws IOException {
    return code("GET /primary").orElse(503);
  }

  /** The status code of another request in the same situation, 0 for no answer. */
  public OptionalInt code(String request) throws IOException {
    Path status = file.resolveSibling("STATUS.txt");
    if (Files.notExists(status)) {
      return OptionalInt.empty();
    }
    String member = file.getFileName().toString().split("_", 2)[0];
    Matcher matcher =
        Pattern.compile(Pattern.quote(member + " " + request) + " -> (\\d{3})")
            .matcher(Files.readString(status));
    return matcher.find()
        ? OptionalInt.of(Integer.parseInt(matcher.group(1)))
        : OptionalInt.empty();
  }

  @Override
  public String toString() {
    return root().relativize(file).toString();
  }
}
