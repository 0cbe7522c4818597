package io.pgha.driver.proof;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What is held at one moment.
 *
 * @param threads names of the driver's threads
 * @param sockets connections of this JVM to the cluster, one text each
 * @param sessions that the servers count, by member
 */
record Holdings(Set<String> threads, Set<String> sockets, Map<String, Long> sessions) {
  Holdings {
    threads = Set.copyOf(threads);
    sockets = Set.copyOf(sockets);
    sessions = Map.copyOf(sessions);
  }

  /** What is held now and was not before, one line each. */
  List<String> leakedSince(Holdings before) {
    List<String> leaked = new ArrayList<>();
    threads.stream()
        .filter(thread -> !before.threads().contains(thread))
        .forEach(thread -> leaked.add("thread " + thread));
    sockets.stream()
        .filter(socket -> !before.sockets().contains(socket))
        .forEach(socket -> leaked.add("socket " + socket));
    sessions.forEach((member, count) -> addSessions(leaked, member, count, before));
    return leaked;
  }

  private static void addSessions(List<String> leaked, String member, long count, Holdings before) {
    long more = count - before.sessions().getOrDefault(member, 0L);
    if (more > 0) {
      leaked.add(more + " sessions on " + member);
    }
  }
}
