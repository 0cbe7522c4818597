package io.pgha.proxy.it;

import io.pgha.proxy.it.Operation.Outcome;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * Applications that write and read at a virtual address, each with a kept connection and with new
 * ones.
 */
final class Traffic implements AutoCloseable {
  static final String TABLE = "create table writes (id bigint generated always as identity)";

  private static final String WRITE =
      "insert into writes default values"
          + " returning ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int";
  private static final String READ = "select pg_is_in_recovery()";

  /** The highest on which any write was acknowledged, through whatever path. */
  private final AtomicLong timeline;

  private final List<Client> writers;
  private final List<Client> readers;

  Traffic(ProxiedPath path, PatroniCluster cluster, int writePort, AtomicLong timeline) {
    this.timeline = timeline;
    this.writers = clients(path, cluster, writePort, this::write);
    this.readers = clients(path, cluster, path.readPort(), Traffic::read);
  }

  private static List<Client> clients(
      ProxiedPath path, PatroniCluster cluster, int port, Client.Statement statement) {
    String url =
        "jdbc:postgresql://%s:%d/%s"
            .formatted(path.hosts().virtualAddress(), port, cluster.database());
    Properties properties = new Properties();
    properties.setProperty("user", cluster.user());
    properties.setProperty("password", cluster.password());
    properties.setProperty("connectTimeout", "2");
    properties.setProperty("socketTimeout", "10");
    return Stream.of(true, false)
        .map(keeps -> new Client(path.profile() + "-" + port, url, properties, keeps, statement))
        .toList();
  }

  /**
   * On an older timeline than that of an earlier write, a member is no leader, though it writes.
   */
  private Outcome write(Connection connection) throws SQLException {
    long before = timeline.get();
    long now = ask(connection, WRITE, result -> result.getLong(1));
    timeline.accumulateAndGet(now, Math::max);
    return now < before ? Outcome.MISROUTED : Outcome.ON_PRIMARY;
  }

  private static Outcome read(Connection connection) throws SQLException {
    boolean replica = ask(connection, READ, result -> result.getBoolean(1));
    return replica ? Outcome.ON_REPLICA : Outcome.ON_PRIMARY;
  }

  private interface Column<T> {
    T of(ResultSet result) throws SQLException;
  }

  private static <T> T ask(Connection connection, String sql, Column<T> column)
      throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet result = statement.executeQuery(sql)) {
      result.next();
      return column.of(result);
    }
  }

  boolean isWell(long from, Duration length) {
    return Stream.of(writers, readers)
        .flatMap(Collection::stream)
        .allMatch(client -> client.history().isWell(from, length));
  }

  boolean readsReplicas(long from) {
    return readers.stream().allMatch(client -> client.history().isOnReplica(from));
  }

  Duration writeGap(long from) {
    return longestGap(writers, from);
  }

  Duration readGap(long from) {
    return longestGap(readers, from);
  }

  private static Duration longestGap(List<Client> clients, long from) {
    return clients.stream()
        .map(client -> client.history().longestGap(from))
        .max(Duration::compareTo)
        .orElseThrow();
  }

  long misrouted() {
    return writers.stream().mapToLong(client -> client.history().misrouted()).sum();
  }

  @Override
  public void close() {
    writers.forEach(Client::close);
    readers.forEach(Client::close);
  }
}
