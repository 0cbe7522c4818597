package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.lang.ref.WeakReference;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which sessions a connection opens, and what they let it do. */
final class SessionsIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().parameter("log_connections", "on"));

  private static final String WRITE = "insert into written values (1)";

  private static final String AT_ONCE = "failoverTimeout=0";

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);

  /** Its sessions tell their name in the first packet, so that the members log it. */
  private Connection connectNamed(String name, String parameter) throws SQLException {
    return client.connect("ApplicationName=" + name, "assumeMinServerVersion=10", parameter);
  }

  private static long opened(List<Member> members, String name) {
    String logged = "application_name=" + name;
    return members.stream()
        .flatMap(member -> member.log().lines())
        .filter(line -> line.contains("connection authorized") && line.endsWith(logged))
        .count();
  }

  private static boolean hasOpen(Member member, String name) {
    String count = "select count(*) from pg_stat_activity where application_name = '" + name + "'";
    return !member.sql(count).equals("0");
  }

  @Test
  void aConnectionThatTheApplicationForgotIsCollected() throws SQLException {
    WeakReference<Connection> forgotten =
        new WeakReference<>(connectNamed("forgotten", "readOnly=false"));
    cluster.await(
        "the connection to be collected",
        () -> {
          System.gc();
          return forgotten.get() == null;
        });
    cluster.await("pgjdbc to close it", () -> !hasOpen(cluster.leader(), "forgotten"));
  }

  @Test
  void theReadOnlyParameterOpensOneSession() throws SQLException {
    try (Connection connection = connectNamed("reader", "readOnly=true")) {
      assertThat(connection.isReadOnly()).isTrue();
      assertThat(client.serverOf(connection)).isIn(cluster.awaitReplicas(2));
    }
    assertThat(opened(cluster.members(), "reader")).isEqualTo(1);
  }

  @Test
  void aReadOnlyTransactionAsSpringMakesItReadsFromAReplica() throws SQLException {
    client.awaitReplicasHeard();
    try (Connection connection = connectNamed("spring", "readOnly=false")) {
      connection.setReadOnly(true);
      int isolation = connection.getTransactionIsolation();
      connection.setTransactionIsolation(Connection.TRANSACTION_REPEATABLE_READ);
      connection.setAutoCommit(false);
      assertThat(client.serverOf(connection)).isIn(cluster.awaitReplicas(2));
      assertThat(ask(connection, "show transaction_isolation")).isEqualTo("repeatable read");
      assertThat(ask(connection, "show transaction_read_only")).isEqualTo("on");
      connection.commit();
      connection.setAutoCommit(true);
      connection.setTransactionIsolation(isolation);
      connection.setReadOnly(false);

      assertThat(opened(cluster.awaitReplicas(2), "spring")).isEqualTo(1);
      assertThat(opened(List.of(cluster.leader()), "spring")).isEqualTo(1);
      cluster.await("no unused session", () -> !hasOpen(cluster.leader(), "spring"));

      assertThat(client.serverOf(connection)).isEqualTo(cluster.leader());
      assertThat(ask(connection, "show transaction_isolation")).isEqualTo("read committed");
      assertThat(cluster.awaitReplicas(2)).anyMatch(replica -> hasOpen(replica, "spring"));
    }
    cluster.await(
        "no session", () -> cluster.members().stream().noneMatch(each -> hasOpen(each, "spring")));
  }

  @Test
  void startsASessionForReadingWithTheUsersOptionsToo() throws SQLException {
    try (Connection connection = client.connect("readOnly=true", "options=-c%20work_mem=5MB")) {
      assertThat(ask(connection, "show work_mem")).isEqualTo("5MB");
      assertThat(ask(connection, "show default_transaction_read_only")).isEqualTo("on");
    }
  }

  @Test
  void aSessionForReadingIsReadOnlyOnTheLeaderToo() throws SQLException {
    createTable();
    List<Member> leaderOnly = List.of(cluster.leader());
    try (Connection connection = client.connectTo(leaderOnly, "discovery=off", "readOnly=true")) {
      assertThat(client.serverOf(connection)).isEqualTo(cluster.leader());
      refusesToWrite(connection);

      connection.setAutoCommit(false);
      run(connection, "set transaction read write");
      run(connection, WRITE);
      connection.commit();
      refusesToWrite(connection);
      connection.rollback();

      run(connection, "set default_transaction_read_only = off");
      connection.commit();
      run(connection, WRITE);
      connection.commit();
    }
  }

  @Test
  void aSessionForReadingStaysReadOnlyWhenItsMemberIsPromoted() throws SQLException {
    createTable();
    Member replica = cluster.awaitReplicas(2).get(0);
    try (Connection connection =
        client.connectTo(List.of(replica), "discovery=off", "readOnly=true")) {
      String session = identity(connection);
      cluster.switchover(replica);
      assertThat(ask(connection, "select pg_is_in_recovery()")).isEqualTo("f");
      refusesToWrite(connection);
      assertThat(identity(connection)).isEqualTo(session);

      run(connection, "set default_transaction_read_only = off");
      run(connection, WRITE);
    }
  }

  private void createTable() throws SQLException {
    try (Connection connection = client.connect()) {
      run(connection, "create table if not exists written (i int)");
    }
    client.awaitReplayed();
  }

  private static void refusesToWrite(Connection connection) {
    assertThatThrownBy(() -> run(connection, WRITE))
        .hasFieldOrPropertyWithValue("SQLState", "25006");
  }

  @Test
  void splitsNoSessionStateWhenToldNotTo() throws SQLException {
    createTenants();
    try (Connection connection = client.connect("readWriteSplit=off")) {
      run(connection, "set app.tenant = 'a'");
      String session = identity(connection);
      connection.setReadOnly(true);
      assertThat(ask(connection, "select count(*) from tenants")).isEqualTo("1");
      assertThat(identity(connection)).isEqualTo(session);
    }
    try (Connection connection = client.connect("readWriteSplit=on")) {
      run(connection, "set app.tenant = 'a'");
      assertThat(ask(connection, "select count(*) from tenants")).isEqualTo("1");
      connection.setReadOnly(true);
      assertThat(ask(connection, "select count(*) from tenants")).isEqualTo("0");
    }
  }

  /** Each tenant sees its own rows, and is told apart by a setting of the session. */
  private void createTenants() throws SQLException {
    try (Connection connection = client.connect()) {
      run(connection, "create table tenants (tenant text)");
      run(connection, "insert into tenants values ('a'), ('b')");
      run(connection, "alter table tenants enable row level security");
      run(connection, "alter table tenants force row level security");
      run(
          connection,
          "create policy own on tenants using (tenant = current_setting('app.tenant', true))");
    }
    client.awaitReplayed();
  }

  @ParameterizedTest
  @CsvSource({
    "primary, leader",
    "master, leader",
    "preferPrimary, leader",
    "secondary, replica",
    "slave, replica",
    "preferSecondary, replica",
    "preferSlave, replica",
    "any, any"
  })
  void targetServerTypeFixesTheMemberAndTheFlagMovesNothing(String word, String role)
      throws SQLException {
    try (Connection connection = client.connect("targetServerType=" + word)) {
      assertThat(client.serverOf(connection)).isIn(members(role));
      String session = identity(connection);
      connection.setReadOnly(true);
      assertThat(identity(connection)).isEqualTo(session);
      // As in pgjdbc, where the flag concerns transactions only.
      assertThat(ask(connection, "show default_transaction_read_only")).isEqualTo("off");
      connection.setAutoCommit(false);
      assertThat(ask(connection, "show transaction_read_only")).isEqualTo("on");
      connection.commit();
      connection.setReadOnly(false);
      assertThat(identity(connection)).isEqualTo(session);
    }
  }

  private List<Member> members(String role) {
    return switch (role) {
      case "leader" -> List.of(cluster.leader());
      case "replica" -> cluster.awaitReplicas(2);
      default -> cluster.members();
    };
  }

  @Test
  void targetServerTypeTakesTheOtherKindOnlyWhenItIsAPreference() throws SQLException {
    Member leader = cluster.leader();
    Member replica = cluster.awaitReplicas(2).get(0);
    try (Connection connection =
        connectOnlyTo(leader, "preferSecondary", ClusterClient.PATIENTLY)) {
      assertThat(client.serverOf(connection)).isEqualTo(leader);
      run(connection, "create temporary table t ()");
    }
    try (Connection connection = connectOnlyTo(replica, "preferPrimary", ClusterClient.PATIENTLY)) {
      assertThat(client.serverOf(connection)).isEqualTo(replica);
    }
    assertThatThrownBy(() -> connectOnlyTo(leader, "secondary", AT_ONCE))
        .hasFieldOrPropertyWithValue("SQLState", "08001")
        .hasMessageContaining(leader.address());
    assertThatThrownBy(() -> connectOnlyTo(replica, "primary", AT_ONCE))
        .hasFieldOrPropertyWithValue("SQLState", "08001")
        .hasMessageContaining(replica.address());
  }

  private Connection connectOnlyTo(Member member, String word, String timeout) throws SQLException {
    return client.connectTo(List.of(member), "discovery=off", timeout, "targetServerType=" + word);
  }

  /** Tells one session from any other. */
  private static String identity(Connection connection) throws SQLException {
    return ask(connection, "select host(inet_server_addr()) || ' ' || pg_backend_pid()");
  }
}
