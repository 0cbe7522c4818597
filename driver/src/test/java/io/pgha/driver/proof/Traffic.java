package io.pgha.driver.proof;

import static java.util.stream.Collectors.toSet;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgha.driver.it.ClusterClient;
import io.pgha.driver.proof.Writes.Way;
import io.pgha.driver.topology.View;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Applications on the driver, with one connection and with pools, and beside them a control: for
 * each member one plain writer and one plain reader that know nothing of Patroni and just try all
 * the time. What all of them together can't do, the cluster can't.
 */
final class Traffic {
  /** How the names of clients begin. */
  static final String ONE = "one connection";

  static final String POOL = "pool";
  static final String POOL_READER = POOL + ": reader";
  static final String READER_BY_FLAG = POOL + " by flag: reader";
  static final String CONTROL = "control";

  static final String MAX_REPLICA_LAG = "1MB";
  static final long MAX_REPLICA_LAG_BYTES = 1024 * 1024;

  private static final String LAG = "maxReplicaLag=" + MAX_REPLICA_LAG;
  private static final Duration END = Duration.ofSeconds(60);

  private final PatroniCluster cluster;
  private final ClusterClient client;
  private final Deque<Operation> operations = new ConcurrentLinkedDeque<>();
  private final List<Client> writers = new ArrayList<>();
  private final List<Client> readers = new ArrayList<>();

  /**
   * Read by flag from the writers' pool, which gives no new connection while there is no leader.
   */
  private final List<Client> byFlag = new ArrayList<>();

  private final List<Client> control = new ArrayList<>();
  private final List<HikariDataSource> pools = new ArrayList<>();
  private final ViewWatch watch;

  private Traffic(PatroniCluster cluster, ClusterClient client) throws SQLException {
    this.cluster = cluster;
    this.client = client;
    createTable();
    this.watch = new ViewWatch(ClusterClient.pgha(client.connect()));
    addOneConnection();
    addPools();
    cluster.members().forEach(this::addControl);
  }

  static Traffic start(PatroniCluster cluster) throws SQLException {
    Traffic traffic = new Traffic(cluster, new ClusterClient(cluster));
    traffic.watch.start();
    traffic.all().forEach(Client::start);
    return traffic;
  }

  private void createTable() throws SQLException {
    try (Connection connection = client.connect()) {
      ClusterClient.run(connection, "drop table if exists written");
      ClusterClient.run(
          connection,
          "create table written (client text, number bigint, primary key (client, number))");
    }
  }

  private void addOneConnection() {
    write(ONE + ": writer", OwnConnection.of(client::connect), Way.values());
    read(ONE + ": reader", OwnConnection.of(this::connectForReading));
    Journal journal = journal(ONE + ": router");
    readers.add(new Client(journal.client(), new RoutedReads(journal, this::connectForReading)));
  }

  private Connection connectForReading() throws SQLException {
    return client.connect("readOnly=true", LAG);
  }

  private void addPools() {
    HikariDataSource writing = pool(LAG);
    HikariDataSource reading = pool(LAG, "readOnly=true");
    for (int i = 1; i <= 2; i++) {
      write(POOL + ": writer " + i, new Pooled(writing, false), Way.AUTOCOMMIT, Way.TRANSACTION);
    }
    read(POOL_READER, new Pooled(reading, /* readOnly= */ true));
    byFlag.add(reader(READER_BY_FLAG, new Pooled(writing, /* readOnly= */ true)));
  }

  private HikariDataSource pool(String... parameters) {
    // HikariCP asks only connections that it did not lend for so long whether they are valid.
    System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(client.url(parameters));
    config.setUsername(cluster.user());
    config.setPassword(cluster.password());
    config.setMaximumPoolSize(3);
    HikariDataSource pool = new HikariDataSource(config);
    pools.add(pool);
    return pool;
  }

  private void addControl(Member member) {
    OwnConnection.Source source =
        () -> client.connectPlainly(member, "connectTimeout=1", "socketTimeout=2");
    String name = CONTROL + ": " + member.name();
    Journal writes = journal(name + " writer");
    Journal reads = journal(name + " reader");
    control.add(
        new Client(
            writes.client(), new Writes(writes, OwnConnection.patient(source), Way.AUTOCOMMIT)));
    control.add(new Client(reads.client(), new Reads(reads, OwnConnection.of(source))));
  }

  private void write(String name, Lender lender, Way... ways) {
    writers.add(new Client(name, new Writes(journal(name), lender, ways)));
  }

  private void read(String name, Lender lender) {
    readers.add(reader(name, lender));
  }

  private Client reader(String name, Lender lender) {
    return new Client(name, new Reads(journal(name), lender));
  }

  private Journal journal(String name) {
    return new Journal(name, operations::add);
  }

  private List<Client> all() {
    List<Client> all = new ArrayList<>(writers);
    all.addAll(readers);
    all.addAll(byFlag);
    all.addAll(control);
    return all;
  }

  /** The names of the clients on the driver. */
  Set<String> clients() {
    return all().stream()
        .map(Client::name)
        .filter(name -> !name.startsWith(CONTROL))
        .collect(toSet());
  }

  View view() {
    return watch.view();
  }

  /** Waits until every writer on the driver has begun and ended a write from now on. */
  void awaitWrites() {
    awaitEach(writers, "to write", operation -> operation.kind().decides());
  }

  void awaitWritesOn(Member member) {
    awaitEach(
        writers,
        "to write on " + member,
        operation -> operation.kind().decides() && member.host().equals(operation.server()));
  }

  /** Waits until every client on the driver has worked from now on. */
  void awaitAll() {
    awaitWrites();
    awaitReads();
    awaitEach(byFlag, "to read", operation -> true);
  }

  void awaitReads() {
    awaitEach(readers, "to read", operation -> true);
  }

  /** Waits until every reader has read from one of these. */
  void awaitReadsOn(Collection<Member> members) {
    Set<String> hosts = members.stream().map(Member::host).collect(toSet());
    awaitEach(
        readers,
        "to read from " + members,
        operation -> hosts.contains(String.valueOf(operation.server())));
  }

  /** Waits until the latest 50 reads of the pool for reading were served by these. */
  void awaitPoolReadsOnlyOn(Collection<Member> members) {
    Set<String> hosts = members.stream().map(Member::host).collect(toSet());
    cluster.await(
        POOL_READER + " to read from " + members + " only",
        () -> latestPoolReads(50).allMatch(each -> hosts.contains(each.server())));
  }

  private Stream<Operation> latestPoolReads(int count) {
    return endedSince(Long.MIN_VALUE)
        .filter(each -> each.client().equals(POOL_READER) && each.acknowledged())
        .limit(count);
  }

  /** Waits until new connections for reading were routed to this one. */
  void awaitRoutesTo(Member member) {
    awaitEach(
        readers.stream().filter(each -> each.name().endsWith("router")).toList(),
        "to be routed to " + member,
        operation -> member.host().equals(operation.server()));
  }

  /** Waits until so many new connections for reading were routed from now on. */
  void awaitRoutes(int count) {
    long before = routes();
    cluster.await(count + " routes", () -> routes() - before >= count);
  }

  private long routes() {
    return operations.stream()
        .filter(each -> each.kind() == Kind.ROUTE && each.acknowledged())
        .count();
  }

  private void awaitEach(List<Client> clients, String what, Predicate<Operation> wanted) {
    long since = System.nanoTime();
    for (Client each : clients) {
      cluster.await(
          each.name() + " " + what,
          () ->
              endedSince(since)
                  .filter(operation -> operation.begun() - since > 0)
                  .filter(Operation::acknowledged)
                  .filter(operation -> operation.client().equals(each.name()))
                  .anyMatch(wanted));
    }
  }

  /** From the end, as a soak does hundreds of thousands. */
  private Stream<Operation> endedSince(long time) {
    return Stream.iterate(operations.descendingIterator(), Iterator::hasNext, each -> each)
        .map(Iterator::next)
        .takeWhile(operation -> operation.ended() > time);
  }

  /** One line for those who watch. */
  String progress() {
    long written = count(each -> each.kind().decides() && each.acknowledged());
    long read = count(each -> !each.kind().writes() && each.acknowledged());
    long unknown = count(each -> each.is(Outcome.Result.UNKNOWN));
    long failed = count(each -> each.is(Outcome.Result.FAILED));
    return "%d written, %d read, %d failed, %d unknown".formatted(written, read, failed, unknown);
  }

  private long count(Predicate<Operation> wanted) {
    return operations.stream()
        .filter(each -> !each.client().startsWith(CONTROL))
        .filter(wanted)
        .count();
  }

  /** Ends all clients, and lets go of everything; what was wrong with that, one line each. */
  List<String> stop() throws InterruptedException, SQLException {
    all().forEach(Client::stop);
    long deadline = System.nanoTime() + END.toNanos();
    List<String> problems = new ArrayList<>();
    for (Client each : all()) {
      Duration left = Duration.ofNanos(Math.max(1_000_000, deadline - System.nanoTime()));
      each.awaitEnd(left).ifPresent(problems::add);
    }
    pools.forEach(HikariDataSource::close);
    watch.close();
    return problems;
  }

  /** What has happened so far, and what the leader has now. */
  History history() {
    List<Written> content =
        cluster
            .leader()
            .sql("select client || '|' || number from written")
            .lines()
            .map(line -> line.split("\\|", 2))
            .map(row -> new Written(row[0], Long.parseLong(row[1])))
            .toList();
    return new History(List.copyOf(operations), watch.sightings(), Set.copyOf(content));
  }
}
