package io.pgha.proxy.it;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What the driver chooses in a situation, as a line of the driver's {@code choices.txt} says it.
 *
 * @param situation scenario and phase, such as {@code switchover 2}
 * @param members what each one's REST API answers
 * @param write the members where a write goes, counted from 1
 * @param read where a read goes
 */
record Choice(String situation, List<ApiCodes> members, Set<Integer> write, Set<Integer> read) {
  private static final Path FILE = Path.of("../driver/src/test/resources/choices.txt");

  static List<Choice> all() throws IOException {
    return Files.readAllLines(FILE).stream()
        .filter(line -> !line.startsWith("#"))
        .map(Choice::parse)
        .toList();
  }

  private static Choice parse(String line) {
    String[] parts = line.split(" \\| ", -1);
    List<String[]> members =
        Arrays.stream(parts[1].split(", ", -1)).map(member -> member.split(" ", -1)).toList();
    List<String> names = members.stream().map(member -> member[0]).toList();
    return new Choice(
        parts[0],
        members.stream().map(ApiCodes::parse).toList(),
        numbers(names, parts[2]),
        numbers(names, parts[3]));
  }

  private static Set<Integer> numbers(List<String> names, String chosen) {
    Set<Integer> numbers = new TreeSet<>();
    for (String name : chosen.split(" ", -1)) {
      if (!name.equals("nowhere")) {
        numbers.add(names.indexOf(name) + 1);
      }
    }
    return numbers;
  }

  boolean standbyCluster() {
    return members.stream().anyMatch(ApiCodes::leadsStandbyCluster);
  }
}
