package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The driver's writer, and beside it one plain writer for each member: whoever knows nothing of
 * Patroni and just tries everybody all the time can't be beaten, and is the yardstick.
 */
final class Race implements AutoCloseable {
  private final PatroniCluster cluster;
  private final Writer driver;
  private final List<Writer> plain = new ArrayList<>();

  private Race(PatroniCluster cluster, ClusterClient client) {
    this.cluster = cluster;
    this.driver = new Writer("driver", () -> client.connect(ClusterClient.PATIENTLY));
    for (Member member : cluster.members()) {
      plain.add(new Writer(member.name(), () -> client.connectPlainly(member)));
    }
  }

  static Race start(PatroniCluster cluster, ClusterClient client) throws SQLException {
    try (Connection connection = client.connect()) {
      ClusterClient.run(connection, "drop table if exists written");
      ClusterClient.run(
          connection,
          "create table written (writer text, number int, primary key (writer, number))");
    }
    Race race = new Race(cluster, client);
    race.all().forEach(Writer::start);
    return race;
  }

  private Stream<Writer> all() {
    return Stream.concat(Stream.of(driver), plain.stream());
  }

  /** Waits until the driver's writer and a plain one have written there. */
  void awaitWritesOn(Member member) {
    cluster.await(
        "writes on " + member,
        () ->
            driver.hasWrittenOn(member.host())
                && plain.stream().anyMatch(writer -> writer.hasWrittenOn(member.host())));
  }

  /** What the application on the driver saw. */
  List<SQLException> failures() {
    return driver.failures();
  }

  /** The servers that acknowledged the driver's writes, each time it was another than before. */
  List<String> serversInOrder() {
    List<String> servers = new ArrayList<>();
    for (Writer.Write write : driver.acknowledged()) {
      if (servers.isEmpty() || !servers.get(servers.size() - 1).equals(write.server())) {
        servers.add(write.server());
      }
    }
    return servers;
  }

  void assertNothingLost(Member leader) {
    Set<Integer> found =
        leader
            .sql("select number from written where writer = '" + driver.name() + "'")
            .lines()
            .map(Integer::valueOf)
            .collect(Collectors.toSet());
    assertThat(found).containsAll(driver.numbers());
  }

  void report(String fault) {
    Duration gap = Writer.longestGap(Stream.of(driver));
    Duration best = Writer.longestGap(plain.stream());
    Report.line(fault, gap, "trying every member every 10 ms: " + best.toMillis() + " ms");
  }

  void stop() {
    all().forEach(Writer::stop);
  }

  @Override
  public void close() {
    stop();
  }
}
