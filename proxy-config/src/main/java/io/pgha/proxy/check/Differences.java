package io.pgha.proxy.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** How a file differs from what it should be, in lines that name section and directive. */
final class Differences {
  /** Of these the second word belongs to the name. */
  private static final Set<String> FAMILIES =
      Set.of("option", "timeout", "stats", "http-check", "http-request", "vrrp_script");

  private final List<String> found = new ArrayList<>();

  private Differences() {}

  static List<String> between(List<Section> actual, List<Section> expected) {
    Differences differences = new Differences();
    Map<String, Section> there = byName(actual, Section::title);
    Map<String, Section> wanted = byName(expected, Section::title);
    wanted.forEach(
        (title, section) ->
            differences.compare(title, Optional.ofNullable(there.get(title)), section));
    there.keySet().stream()
        .filter(title -> !wanted.containsKey(title))
        .forEach(title -> differences.found.add(title + ": is not expected"));
    return List.copyOf(differences.found);
  }

  /** In their order. What has the name of an earlier one counts as another: "name (2)". */
  private static <T> Map<String, T> byName(List<T> all, Function<T, String> name) {
    Map<String, T> byName = new LinkedHashMap<>();
    for (T each : all) {
      String given = name.apply(each);
      String unique = given;
      for (int i = 2; byName.containsKey(unique); i++) {
        unique = given + " (" + i + ")";
      }
      byName.put(unique, each);
    }
    return byName;
  }

  private void compare(String name, Optional<Section> actual, Section expected) {
    if (actual.isEmpty()) {
      found.add(name + ": is missing");
      return;
    }
    String title = name + ": ";
    compareLines(title, lines(actual.get()), lines(expected));
    compareServers(title, servers(actual.get()), servers(expected));
  }

  private static List<List<String>> lines(Section section) {
    return section.directives().toList();
  }

  private static Map<String, ServerLine> servers(Section section) {
    return byName(section.servers(), ServerLine::name);
  }

  private void compareLines(String title, List<List<String>> actual, List<List<String>> expected) {
    List<List<String>> missing = without(expected, actual);
    List<List<String>> extra = without(actual, expected);
    for (List<String> line : missing) {
      Optional<List<String>> instead =
          extra.stream().filter(other -> key(other).equals(key(line))).findFirst();
      instead.ifPresent(extra::remove);
      found.add(
          title
              + instead
                  .map(other -> text(other) + ", should be " + text(line))
                  .orElseGet(() -> text(line) + " is missing"));
    }
    extra.forEach(line -> found.add(title + text(line) + " is not expected"));
  }

  private static List<List<String>> without(List<List<String>> lines, List<List<String>> others) {
    List<List<String>> left = new ArrayList<>(lines);
    others.forEach(left::remove);
    return left;
  }

  private static List<String> key(List<String> line) {
    return line.subList(0, Math.min(line.size(), FAMILIES.contains(line.get(0)) ? 2 : 1));
  }

  private static String text(List<String> line) {
    return String.join(" ", line);
  }

  private void compareServers(
      String title, Map<String, ServerLine> actual, Map<String, ServerLine> expected) {
    expected.forEach(
        (name, server) -> {
          ServerLine there = actual.get(name);
          if (there == null) {
            found.add(title + server + " is missing");
          } else {
            compareServer(title + "server " + name + ": ", there, server);
          }
        });
    actual.entrySet().stream()
        .filter(server -> !expected.containsKey(server.getKey()))
        .forEach(server -> found.add(title + server.getValue() + " is no member's"));
  }

  private void compareServer(String title, ServerLine actual, ServerLine expected) {
    if (!actual.address().equals(expected.address())) {
      found.add(title + "address " + actual.address() + ", should be " + expected.address());
    }
    Set<String> names = new LinkedHashSet<>(expected.options().keySet());
    names.addAll(actual.options().keySet());
    names.forEach(
        name -> {
          String there = option(actual, name);
          String wanted = option(expected, name);
          if (!there.equals(wanted)) {
            found.add(title + there + ", should be " + wanted);
          }
        });
  }

  private static String option(ServerLine server, String name) {
    return Stream.ofNullable(server.options().get(name))
        .map(value -> (name + " " + value).strip())
        .findFirst()
        .orElse("no " + name);
  }
}
