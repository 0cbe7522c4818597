package io.pgha.driver.it;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.View;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collection;
import java.util.HashSet;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/** How the tests connect to a cluster of the testkit, and what they ask of a connection. */
public final class ClusterClient {
  /** Longer than the lock of a dead leader and an election on a slow machine. */
  static final String PATIENTLY = "failoverTimeout=90s";

  private final PatroniCluster cluster;

  public ClusterClient(PatroniCluster cluster) {
    this.cluster = cluster;
  }

  /** A URL with all members as seeds, and these {@code name=value} parameters. */
  public String url(String... parameters) {
    return url(cluster.members(), parameters);
  }

  String url(Collection<Member> seeds, String... parameters) {
    String hosts = seeds.stream().map(Member::address).collect(Collectors.joining(","));
    String port = Integer.toString(URI.create(cluster.members().get(0).apiUrl()).getPort());
    return "jdbc:pgha://"
        + hosts
        + "/"
        + cluster.database()
        + "?patroniPort="
        + port
        + "&"
        + String.join("&", parameters);
  }

  Properties credentials() {
    Properties properties = new Properties();
    properties.setProperty("user", cluster.user());
    properties.setProperty("password", cluster.password());
    return properties;
  }

  public Connection connect(String... parameters) throws SQLException {
    return DriverManager.getConnection(url(parameters), credentials());
  }

  Connection connectTo(Collection<Member> seeds, String... parameters) throws SQLException {
    return DriverManager.getConnection(url(seeds, parameters), credentials());
  }

  /** Waits until every replica has what the leader has now. All members must be there. */
  void awaitReplayed() {
    String position = cluster.leader().sql("select pg_current_wal_lsn()");
    String replayed =
        "select not pg_is_in_recovery() or pg_last_wal_replay_lsn() >= '" + position + "'";
    cluster.await(
        "all replicas to replay " + position,
        () -> cluster.members().stream().allMatch(member -> member.sql(replayed).equals("t")));
  }

  /**
   * Makes whoever connects soon with these {@code name=value} parameters read on replicas: until
   * one has been heard, reads go to the leader. All members must be there.
   */
  void awaitReplicasHeard(String... parameters) throws SQLException {
    try (Connection watching = connect(parameters)) {
      PghaConnection pgha = pgha(watching);
      long replicas = cluster.members().size() - 1L;
      cluster.await(
          "the driver to hear " + replicas + " replicas", () -> heard(pgha.view()) == replicas);
    }
  }

  private static long heard(View view) {
    return view.members().stream().filter(ClusterClient::isReplicaAtWork).count();
  }

  /** Whatever its lag, which nobody knows in a standby cluster. */
  private static boolean isReplicaAtWork(MemberView seen) {
    PatroniStatus status = seen.status();
    return seen.answering()
        && status != null
        && status.replica()
        && status.running()
        && !status.notStreaming();
  }

  /** The member that the session itself says it is on. */
  Member serverOf(Connection connection) throws SQLException {
    String address = ask(connection, "select host(inet_server_addr())");
    return cluster.members().stream()
        .filter(each -> each.host().equals(address))
        .findFirst()
        .orElseThrow();
  }

  static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }

  public static void run(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute(sql);
    }
  }

  public static PghaConnection pgha(Connection connection) throws SQLException {
    return connection.unwrap(PghaConnection.class);
  }

  /** As {@link #connectTo}, for seeds that need not be members. */
  Connection connectToHosts(String hosts, String... parameters) throws SQLException {
    String url = url(parameters);
    String path = url.substring(url.indexOf('/', "jdbc:pgha://".length()));
    return DriverManager.getConnection("jdbc:pgha://" + hosts + path, credentials());
  }

  /** With pgjdbc alone, and these {@code name=value} parameters. */
  public Connection connectPlainly(Member member, String... parameters) throws SQLException {
    String url = "jdbc:postgresql://" + member.address() + "/" + cluster.database();
    return DriverManager.getConnection(url + "?" + String.join("&", parameters), credentials());
  }

  /** The members that so many new connections for reading land on. */
  Set<Member> readFrom(int connections, String... parameters) throws SQLException {
    String url = url(parameters) + "&readOnly=true";
    Set<Member> servers = new HashSet<>();
    for (int i = 0; i < connections; i++) {
      try (Connection connection = DriverManager.getConnection(url, credentials())) {
        servers.add(serverOf(connection));
      }
    }
    return servers;
  }
}
