package io.pgha.benchmarks.race;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;

/** The cluster that all races of a run are held on, with a table for what is written. */
final class Track implements AutoCloseable {
  private static final int MEMBERS = 3;

  private final PatroniCluster cluster;
  private final boolean synchronous;
  private final List<Member> members;
  private final AtomicLong lastNumber = new AtomicLong();

  private Track(PatroniCluster cluster, boolean synchronous) {
    this.cluster = cluster;
    this.synchronous = synchronous;
    this.members = List.copyOf(cluster.members());
  }

  /**
   * On a network of its own, since hosts for HAProxy have to reach it.
   *
   * @param synchronous whether a commit waits for a replica, so that no failover loses what was
   *     acknowledged
   */
  static Track build(boolean synchronous) {
    PatroniCluster cluster =
        PatroniCluster.builder()
            .members(MEMBERS)
            .onNetwork()
            .configure("synchronous_mode", synchronous)
            .start();
    try {
      cluster
          .leader()
          .sql(
              "set role %s; create table %s (number bigint primary key)"
                  .formatted(cluster.user(), Operation.TABLE));
      return new Track(cluster, synchronous);
    } catch (RuntimeException e) {
      cluster.close();
      throw e;
    }
  }

  PatroniCluster cluster() {
    return cluster;
  }

  /** Another one each time. */
  long nextNumber() {
    return lastNumber.incrementAndGet();
  }

  /**
   * Waits until everybody follows the leader, and its commits wait for one of them if they must.
   * Contenders were told of those members that were there at first, and so there are only these.
   */
  void awaitReady() {
    cluster.heal();
    cluster.members().stream()
        .filter(member -> !members.contains(member))
        .forEach(cluster::removeMember);
    if (synchronous) {
      cluster.awaitSynchronousStandby();
    }
  }

  /** What the leader has now of all that was written after this number. */
  Set<Long> kept(long after) {
    return cluster
        .awaitLeader()
        .sql("select number from %s where number > %d".formatted(Operation.TABLE, after))
        .lines()
        .map(Long::valueOf)
        .collect(Collectors.toSet());
  }

  /** The names of the members by address. */
  Map<String, String> names() {
    return cluster.members().stream().collect(Collectors.toMap(Member::host, Member::name));
  }

  /** What the cluster itself says of how it is configured, and what it is. */
  String description() {
    Member leader = cluster.leader();
    JsonNode config = Patroni.get(leader, "/config");
    return "ttl %d, loop_wait %d, retry_timeout %d, synchronous_mode %s; Patroni %s, PostgreSQL %s"
        .formatted(
            config.path("ttl").asInt(),
            config.path("loop_wait").asInt(),
            config.path("retry_timeout").asInt(),
            config.path("synchronous_mode").asText(),
            leader.status().path("patroni").path("version").asText(),
            leader.sql("show server_version"));
  }

  @Override
  public void close() {
    cluster.close();
  }
}
