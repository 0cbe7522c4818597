package io.pgha.testkit;

import java.util.List;
import java.util.stream.Stream;

/** The kernel's packet filters as they are. */
final class Rules {
  private Rules() {}

  /** On this machine. */
  static List<String> containing(String text) {
    return of(new ThisMachine()).stream().filter(rule -> rule.contains(text)).toList();
  }

  static List<String> of(Machine machine) {
    return Stream.of("filter", "mangle")
        .flatMap(table -> machine.run(List.of("iptables", "-t", table, "-S")).output().lines())
        .toList();
  }
}
