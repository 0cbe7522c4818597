package io.pgha.demo;

import io.pgha.testkit.Member;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Asks every member's Patroni how it is, for the screen: the cluster itself is asked, not the
 * driver. A thread for each member, because one that does not answer must not delay the others.
 */
final class Lookout implements AutoCloseable {
  private static final int PAUSE_MILLIS = 250;

  private final List<Member> members;
  private final Map<Member, Health> seen = new ConcurrentHashMap<>();
  private final Repeater threads;

  Lookout(List<Member> members) {
    this.members = List.copyOf(members);
    this.threads = new Repeater("lookout", members.size());
    members.forEach(member -> threads.withPause(PAUSE_MILLIS, () -> look(member)));
  }

  private void look(Member member) {
    try {
      seen.put(member, Health.of(member.status()));
    } catch (IllegalStateException e) {
      seen.put(member, Health.SILENT);
    }
  }

  /** A word for each member, by its name, in their order. */
  Map<String, String> words() {
    Map<String, String> words = new LinkedHashMap<>();
    members.forEach(member -> words.put(member.name(), of(member).word(seen.values())));
    return words;
  }

  private Health of(Member member) {
    return seen.getOrDefault(member, Health.SILENT);
  }

  @Override
  public void close() {
    threads.close();
  }
}
