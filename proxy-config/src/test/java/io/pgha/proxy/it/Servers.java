package io.pgha.proxy.it;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;

/** The servers of an HAProxy with the profile {@code default}, as {@code show stat} tells them. */
record Servers(List<Map<String, String>> rows) {
  static Servers parse(String csv) {
    String[] lines = csv.strip().split("\n", -1);
    String[] names = lines[0].substring(2).split(",", -1);
    return new Servers(
        Arrays.stream(lines)
            .skip(1)
            .map(line -> row(names, line.split(",", -1)))
            .filter(row -> row.get("type").equals("2"))
            .toList());
  }

  private static Map<String, String> row(String[] names, String[] values) {
    Map<String, String> row = new HashMap<>();
    for (int i = 0; i < names.length; i++) {
      row.put(names[i], values[i]);
    }
    return row;
  }

  /** Whether every server that is checked by itself has been. */
  boolean checked() {
    return rows.stream()
        .map(row -> row.get("check_status"))
        .noneMatch(status -> status.startsWith("*") || status.equals("INI"));
  }

  /** Whether a check was given up: all of these members answer or hang up at once. */
  boolean anyTimedOut() {
    return rows.stream().anyMatch(row -> row.get("check_status").endsWith("TOUT"));
  }

  /** The members among which it distributes writes. */
  Set<Integer> writes() {
    return members(up("pgha_writes", row -> true));
  }

  /** Where it sends reads: servers that are no backups, or else the first of those. */
  Set<Integer> reads() {
    List<String> active = up("pgha_reads", row -> row.get("act").equals("1"));
    return active.isEmpty()
        ? members(up("pgha_reads", row -> true).stream().limit(1).toList())
        : members(active);
  }

  private List<String> up(String pool, Predicate<Map<String, String>> which) {
    List<String> names = new ArrayList<>();
    for (Map<String, String> row : rows) {
      if (row.get("pxname").equals(pool) && row.get("status").startsWith("UP") && which.test(row)) {
        names.add(row.get("svname"));
      }
    }
    return names;
  }

  /** Of {@code m2} and {@code m2_leader}: 2. */
  private static Set<Integer> members(List<String> servers) {
    Set<Integer> members = new TreeSet<>();
    servers.forEach(server -> members.add(Integer.valueOf(server.replaceAll("\\D", ""))));
    return members;
  }
}
