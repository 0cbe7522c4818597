package io.pgha.proxy.check;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
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
    Map<String, Section> there = byTitle(actual);
    Map<String, Section> wanted = byTitle(expected);
    wanted.forEach(
        (title, section) -> differences.compare(Optional.ofNullable(there.get(title)), section));
    there.keySet().stream()
        .filter(title -> !wanted.containsKey(title))
        .forEach(title -> differences.found.add(title + ": is not expected"));
    return List.copyOf(differences.found);
  }

  private static Map<String, Section> byTitle(List<Section> sections) {
    return sections.stream()
        .collect(
            Collectors.toMap(
                Section::title, Function.identity(), (one, other) -> one, LinkedHashMap::new));
  }

  private void compare(Optional<Section> actual, Section expected) {
    if (actual.isEmpty()) {
      found.add(expected.title() + ": is missing");
      return;
    }
    String title = expected.title() + ": ";
    compareLines(title, lines(actual.get()), lines(expected));
    compareServers(title, servers(actual.get()), servers(expected));
  }

  private static List<List<String>> lines(Section section) {
    return section.directives().toList();
  }

  private static Map<String, ServerLine> servers(Section section) {
    return section.servers().stream()
        .collect(
            Collectors.toMap(
                ServerLine::name, Function.identity(), (one, other) -> one, LinkedHashMap::new));
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
    actual.values().stream()
        .filter(server -> !expected.containsKey(server.name()))
        .forEach(server -> found.add(title + server + " is no member's"));
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
