package io.pgha.benchmarks.race;

import java.util.Collection;
import java.util.Set;
import java.util.TreeMap;

/**
 * Which of the acknowledged writes went to the leader, judged when all is over: a write that the
 * cluster does not have in the end, and that was acknowledged when another member already wrote on
 * a newer timeline, went astray. What else is missing the cluster itself has lost.
 */
final class Lineage {
  /** When the first write began on each timeline. */
  private final TreeMap<Integer, Long> firsts = new TreeMap<>();

  private final Set<Long> kept;

  /**
   * @param writes all of the round, by all contenders
   * @param kept the numbers that the leader has after it
   */
  Lineage(Collection<Attempt> writes, Set<Long> kept) {
    this.kept = Set.copyOf(kept);
    writes.stream()
        .filter(Attempt::isServed)
        .forEach(write -> firsts.merge(write.timeline(), write.began(), Lineage::earlier));
  }

  /** Of {@link System#nanoTime}, which may overflow. */
  private static long earlier(long one, long other) {
    return one - other < 0 ? one : other;
  }

  boolean isAstray(Attempt write) {
    return isMissing(write)
        && firsts.tailMap(write.timeline(), /* inclusive= */ false).values().stream()
            .anyMatch(newer -> newer - write.ended() < 0);
  }

  boolean isLost(Attempt write) {
    return isMissing(write) && !isAstray(write);
  }

  private boolean isMissing(Attempt write) {
    return write.isServed() && write.timeline() > 0 && !kept.contains(write.number());
  }
}
