package io.pgha.benchmarks.race;

import com.zaxxer.hikari.HikariConfig;
import io.pgha.driver.telemetry.MemberData;
import io.pgha.hikari.PghaHikariConfig;
import io.pgha.hikari.PghaHikariDataSource;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** All ways to one cluster, each with the timeouts that are known to help it. */
final class Contenders implements AutoCloseable {
  private static final int POOL_SIZE = 2;

  private static final String AWS = "AWS wrapper over HAProxy";
  private static final String ARTICLE = "HAProxy, article";
  private static final String EMITTED = "HAProxy, emitted";
  private static final String VIRTUAL = "virtual address";

  /** What pgjdbc has against members that vanish. */
  private static final String TIMEOUTS = "connectTimeout=1&socketTimeout=2&tcpKeepAlive=true";

  private static final String BEST = TIMEOUTS + "&loginTimeout=5&hostRecheckSeconds=1";

  /** In milliseconds; the monitor's are as in the wrapper's documentation, but sooner. */
  private static final String AWS_TIMEOUTS =
      "connectTimeout=1000&socketTimeout=2000&tcpKeepAlive=true"
          + "&failureDetectionTime=1000&failureDetectionInterval=500&failureDetectionCount=2"
          + "&monitoring-connectTimeout=1000&monitoring-socketTimeout=1000";

  private final PatroniCluster cluster;
  private final Endpoints endpoints;

  /** Made when pgha is in the race: it watches the cluster. Of the thread that asks for them. */
  private @Nullable PghaHikariDataSource pool;

  private Contenders(PatroniCluster cluster) {
    this.cluster = cluster;
    this.endpoints = new Endpoints(cluster);
  }

  static Contenders of(PatroniCluster cluster) {
    return new Contenders(cluster);
  }

  private static PghaHikariDataSource pool(Endpoints endpoints) {
    HikariConfig config = new PghaHikariConfig();
    config.setJdbcUrl(endpoints.pgha());
    config.setUsername(endpoints.cluster().user());
    config.setPassword(endpoints.cluster().password());
    config.setMaximumPoolSize(POOL_SIZE);
    return new PghaHikariDataSource(config);
  }

  /** Those of such a name, and the limit; in the order of the report. */
  List<Contender> named(Predicate<String> wanted) {
    return Stream.of(
            limit(),
            Contender.PGHA.stream().anyMatch(wanted) ? ours() : Stream.<Contender>empty(),
            multiHost(),
            wantsProxies(wanted) ? proxied() : Stream.<Contender>empty())
        .flatMap(each -> each)
        .filter(each -> each.name().equals(Contender.LIMIT) || wanted.test(each.name()))
        .toList();
  }

  /** Their hosts are not idle: each checks the members all the time. */
  private static boolean wantsProxies(Predicate<String> wanted) {
    return Stream.of(AWS, ARTICLE, EMITTED, VIRTUAL).anyMatch(wanted);
  }

  private Stream<Contender> limit() {
    return Stream.of(new Contender(Contender.LIMIT, Habit.PATIENT, this::limit, Contenders::none));
  }

  private Stream<Contender> ours() {
    PghaHikariDataSource both = pool(endpoints);
    pool = both;
    LongSupplier requests = () -> requests(both);
    return Stream.of(
        new Contender(Contender.PGHA.get(0), Habit.OWN, one(this::pgha), requests),
        new Contender(
            Contender.PGHA.get(1), Habit.BORROWED, one(each -> pooled(both, each)), requests));
  }

  private Stream<Contender> multiHost() {
    return Stream.of(
        new Contender(
            "pgjdbc, defaults", Habit.OWN, multiHost(/* parameters= */ ""), Contenders::none),
        new Contender(
            "pgjdbc, best settings",
            Habit.OWN,
            multiHost("&loadBalanceHosts=true&" + BEST),
            Contenders::none));
  }

  private Stream<Contender> proxied() {
    String url = endpoints.pgha();
    ProxiedPath article = ProxiedPath.alone(cluster, url, "article");
    ProxiedPath best = ProxiedPath.alone(cluster, url, "default");
    ProxiedPath virtualAddress = ProxiedPath.behindVirtualAddress(cluster, url);
    return Stream.of(
        new Contender(AWS, Habit.OWN, one(each -> aws(best, each)), best::requests),
        proxied(ARTICLE, article),
        proxied(EMITTED, best),
        proxied(VIRTUAL, virtualAddress));
  }

  private static long none() {
    return 0;
  }

  private static Function<Operation, List<Client.Source>> one(
      Function<Operation, Client.Source> source) {
    return operation -> List.of(source.apply(operation));
  }

  private List<Client.Source> limit(Operation operation) {
    return cluster.members().stream()
        .map(member -> connect(endpoints.pgjdbc(member.address(), TIMEOUTS)))
        .toList();
  }

  private Client.Source connect(String url) {
    return () -> DriverManager.getConnection(url, endpoints.credentials());
  }

  private Client.Source pgha(Operation operation) {
    return connect(endpoints.pgha() + "&readOnly=" + (operation == Operation.READ));
  }

  private static Client.Source pooled(PghaHikariDataSource pool, Operation operation) {
    return () -> {
      Connection connection = pool.getConnection();
      connection.setReadOnly(operation == Operation.READ);
      return connection;
    };
  }

  /** Both contenders share one monitor, as all of a JVM do. */
  private static long requests(PghaHikariDataSource pool) {
    return pool.statistics().getMembers().stream().mapToLong(MemberData::getPollsSent).sum();
  }

  /** Told which kind of member is wanted, which is the least that it must be. */
  private Function<Operation, List<Client.Source>> multiHost(String parameters) {
    Driver driver = PrivateDriver.pgjdbc();
    return one(operation -> multiHost(driver, operation, parameters));
  }

  private Client.Source multiHost(Driver driver, Operation operation, String parameters) {
    String target = operation == Operation.WRITE ? "primary" : "preferSecondary";
    String url = endpoints.pgjdbc(cluster.jdbcHosts(), "targetServerType=" + target + parameters);
    return () ->
        Objects.requireNonNull(
            driver.connect(url, endpoints.credentials()), "pgjdbc knows its own URLs");
  }

  /**
   * Its failover follows the topology of Amazon's clusters only. On others it switches between two
   * endpoints, and watches them.
   */
  private Client.Source aws(ProxiedPath path, Operation operation) {
    String url =
        endpoints
                .pgjdbc(path.endpoint(operation), AWS_TIMEOUTS)
                .replaceFirst("^jdbc:", "jdbc:aws-wrapper:")
            + "&wrapperPlugins=srw,efm2&wrapperDialect=pg&srwConnectRetryIntervalMs=100"
            + "&srwWriteEndpoint=%s&srwReadEndpoint=%s"
                .formatted(path.endpoint(Operation.WRITE), path.endpoint(Operation.READ));
    return () -> switched(DriverManager.getConnection(url, endpoints.credentials()), operation);
  }

  private static Connection switched(Connection connection, Operation operation)
      throws SQLException {
    try {
      connection.setReadOnly(operation == Operation.READ);
      return connection;
    } catch (SQLException | RuntimeException e) {
      connection.close();
      throw e;
    }
  }

  private Contender proxied(String name, ProxiedPath path) {
    return new Contender(
        name,
        Habit.OWN,
        one(operation -> connect(endpoints.pgjdbc(path.endpoint(operation), TIMEOUTS))),
        path::requests);
  }

  /** Ends the pool; hosts end with the cluster. */
  @Override
  public void close() {
    if (pool != null) {
      pool.close();
    }
  }
}
