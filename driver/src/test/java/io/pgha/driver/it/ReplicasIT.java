package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.pgha;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.topology.MemberView;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Where reads go when replicas are gone, late, or not for everybody. */
final class ReplicasIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(
          PatroniCluster.builder()
              .tag("pg1", "zone", "a")
              .tag("pg2", "zone", "b")
              .tag("pg3", "zone", "c"));

  private static final String SOON = "pollInterval=500ms";

  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private Member leader = cluster.members().get(0);
  private Member replica = leader;
  private Member other = leader;

  @BeforeEach
  void findMembers() {
    leader = cluster.awaitLeader();
    List<Member> replicas = cluster.awaitReplicas(2);
    replica = replicas.get(0);
    other = replicas.get(1);
  }

  @Test
  void readsFallBackToTheLeaderAndReturn() throws SQLException {
    cluster.await("reads from both replicas", this::readsFromBothReplicas);
    List.of(replica, other).forEach(Member::kill);
    long killed = System.nanoTime();
    try (Connection connection = client.connect("readOnly=true", SOON)) {
      Report.line("replicas killed: connect for reading took", Report.since(killed), SOON);
      assertThat(client.serverOf(connection)).isEqualTo(leader);
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> run(connection, "create table never ()"))
          .returns("25006", SQLException::getSQLState);
    }
    assertThat(client.readFrom(5, SOON, "readOnlyTarget=any")).containsExactly(leader);
    refusesAnythingButAReplica();

    List.of(replica, other).forEach(Member::start);
    cluster.awaitHealthy();
    long start = System.nanoTime();
    cluster.await("reads to return to both", this::readsFromBothReplicas);
    Report.line("replicas back: reads return to both after", Report.since(start), SOON);
    assertThat(client.readFrom(30, SOON, "readOnlyTarget=any"))
        .containsOnly(leader, replica, other);
  }

  private void refusesAnythingButAReplica() {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () -> client.readFrom(1, SOON, "readOnlyTarget=secondary", "failoverTimeout=500ms"))
        .returns("08001", SQLException::getSQLState)
        .withMessageContainingAll(leader.address(), replica.address(), other.address());
  }

  /** The driver may know of one a poll earlier than of the other. */
  private boolean readsFromBothReplicas() {
    try {
      return Set.copyOf(client.readFrom(20, SOON)).equals(Set.of(replica, other));
    } catch (SQLException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void aReplicaThatIsTooFarBehindIsLeftOut() throws SQLException {
    String strict = "maxReplicaLag=200kB";
    String lax = "maxReplicaLag=1GB";
    // Otherwise Patroni itself resumes the replay at its next look.
    cluster.pause();
    try (Connection connection = client.connect(SOON)) {
      replica.pauseReplay();
      run(connection, "create table behind as select generate_series(1, 20000)");
      awaitView(connection, replica, seen -> seen.lag().orElse(0) > 200 * 1024);
      awaitView(connection, other, seen -> seen.lag().orElse(-1) == 0);
      assertThat(client.readFrom(20, SOON, strict)).containsOnly(other);
      assertThat(client.readFrom(20, SOON, lax)).containsOnly(replica, other);

      replica.resumeReplay();
      awaitView(connection, replica, seen -> seen.lag().orElse(-1) == 0);
      assertThat(client.readFrom(20, SOON, strict)).containsOnly(replica, other);
      run(connection, "drop table behind");
      cluster.resume();
    }
  }

  /** Waits until the driver sees the member so. */
  private void awaitView(Connection connection, Member member, Predicate<MemberView> wanted)
      throws SQLException {
    PghaConnection pgha = pgha(connection);
    cluster.await(
        "the driver to see it of " + member,
        () -> pgha.view().members().stream().filter(seen -> isOf(seen, member)).anyMatch(wanted));
  }

  private static boolean isOf(MemberView seen, Member member) {
    return seen.member().postgres().toString().equals(member.address());
  }

  @Test
  void tagsSayWhichReplicasAreReadFrom() throws SQLException {
    String zone = replica.status().path("tags").path("zone").asText();
    assertThat(client.readFrom(20, SOON, "replicaTags=zone:" + zone)).containsOnly(replica);
    assertThat(client.readFrom(5, SOON, "replicaTags=zone:nowhere")).containsOnly(leader);
    assertThat(client.readFrom(20, SOON, "preferTags=zone:" + zone)).containsOnly(replica);

    try (Connection connection = client.connect(SOON)) {
      replica.tag("noloadbalance", true);
      awaitView(connection, replica, ReplicasIT::isOutOfBalance);
    }
    assertThat(client.readFrom(20, SOON)).containsOnly(other);
    assertThat(client.readFrom(20, SOON, "preferTags=zone:" + zone)).containsOnly(other);
    assertThat(client.readFrom(20, SOON, "readOnlyTarget=any")).containsOnly(leader, other);
  }

  private static boolean isOutOfBalance(MemberView seen) {
    return seen.status() != null && seen.status().tags().containsKey("noloadbalance");
  }
}
