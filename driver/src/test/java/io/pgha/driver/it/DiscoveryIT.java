package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.pgha;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Which members the driver knows, beginning with those in the URL. */
final class DiscoveryIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

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
  void oneSeedIsEnough() throws SQLException {
    try (Connection connection = client.connectTo(List.of(replica))) {
      assertThat(client.serverOf(connection)).isEqualTo(leader);
      assertThat(known(connection)).isEqualTo(addresses(cluster.members()));
    }
  }

  private static Set<String> known(Connection connection) throws SQLException {
    return known(pgha(connection));
  }

  private static Set<String> known(PghaConnection connection) {
    return connection.view().members().stream()
        .map(seen -> seen.member().postgres().toString())
        .collect(Collectors.toSet());
  }

  private static Set<String> addresses(Collection<Member> members) {
    return members.stream().map(Member::address).collect(Collectors.toSet());
  }

  /**
   * A poll of the frozen one takes a second to fail. If connecting waited for that, it would have
   * failed before each of these connections, each of which has a monitor of its own. On a busy
   * machine some may take as long by themselves.
   */
  @Test
  void deadSeedsHoldNobodyUp() throws SQLException {
    replica.freeze();
    String nobody = leader.host().replaceFirst("[0-9]+$", "250");
    String hosts = nobody + "," + replica.address() + "," + leader.address();
    Map<String, Integer> unheld = new HashMap<>();
    for (int seconds = 3; seconds < 9; seconds++) {
      String readOnly = String.valueOf(seconds % 2 == 0);
      boolean first = connectsBeforeTheFrozenOneIsGivenUp(hosts, seconds + "s", readOnly);
      unheld.merge(readOnly, first ? 1 : 0, Integer::sum);
    }
    assertThat(unheld.values())
        .as("connects of three that did not wait, by readOnly: %s", unheld)
        .hasSize(2)
        .allMatch(count -> count >= 1);
  }

  private boolean connectsBeforeTheFrozenOneIsGivenUp(
      String hosts, String interval, String readOnly) throws SQLException {
    String[] parameters = {
      "readOnly=" + readOnly, "pollInterval=" + interval, "allowedMembers=" + leader.host()
    };
    long start = System.nanoTime();
    try (Connection connection = client.connectToHosts(hosts, parameters)) {
      View view = pgha(connection).view();
      Report.line(
          "frozen seed, readOnly=" + readOnly + ": connected after",
          Report.since(start),
          "poll timeout: 1000 ms");
      assertThat(client.serverOf(connection)).isEqualTo(leader);
      return view.members().stream().anyMatch(seen -> isOf(seen, replica) && !seen.polled());
    }
  }

  private static boolean isOf(MemberView seen, Member member) {
    return seen.member().postgres().toString().equals(member.address());
  }

  @Test
  void usesMembersThatJoinAndForgetsThoseThatLeave() throws SQLException {
    List<Member> seed = List.of(leader);
    String[] parameters = {"readOnly=true", "pollInterval=500ms", "loadBalanceStrategy=random"};
    try (Connection connection = client.connectTo(seed, parameters)) {
      PghaConnection pgha = pgha(connection);
      cluster.await("discovery", () -> known(pgha).equals(addresses(cluster.members())));
      cluster.await("the other to be polled", () -> isAnswering(pgha, other));
      cluster.removeMember(replica);
      assertThat(readFrom(seed, 10, parameters)).containsOnly(other);

      Member added = cluster.addMember();
      long start = System.nanoTime();
      cluster.await("the new member", () -> known(pgha).equals(addresses(cluster.members())));
      Report.line("member added: known after", Report.since(start), "5 s and a poll");
      cluster.await("it to be polled", () -> isAnswering(pgha, added));
      assertThat(readFrom(seed, 20, parameters)).containsOnly(other, added);
    }
  }

  private static boolean isAnswering(PghaConnection connection, Member member) {
    return connection.view().members().stream()
        .anyMatch(seen -> isOf(seen, member) && seen.lag().isPresent());
  }

  private Set<Member> readFrom(List<Member> seeds, int connections, String... parameters)
      throws SQLException {
    Set<Member> servers = new HashSet<>();
    for (int i = 0; i < connections; i++) {
      try (Connection connection = client.connectTo(seeds, parameters)) {
        servers.add(client.serverOf(connection));
      }
    }
    return servers;
  }

  @Test
  void withoutDiscoveryOnlyTheUrlCounts() throws SQLException {
    List<Member> seeds = List.of(leader, other);
    String[] parameters = {"discovery=off", "readOnly=true"};
    try (Connection watching = client.connectTo(seeds, parameters)) {
      PghaConnection pgha = pgha(watching);
      cluster.await("the other to be polled", () -> isAnswering(pgha, other));
      assertThat(readFrom(seeds, 10, parameters)).containsOnly(other);
    }
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(
            () -> client.connectTo(List.of(other), "discovery=off", "failoverTimeout=500ms"))
        .returns("08001", SQLException::getSQLState)
        .withMessageContaining(other.address())
        .withMessageNotContaining(leader.address());
  }

  @Test
  void allowedMembersKeepsOthersOut() throws SQLException {
    List<Member> seed = List.of(leader);
    String[] parameters = {"readOnly=true", "allowedMembers=" + replica.host()};
    try (Connection connection = client.connectTo(seed, parameters)) {
      PghaConnection pgha = pgha(connection);
      cluster.await("discovery", () -> known(pgha).equals(addresses(List.of(leader, replica))));
      cluster.await("it to be polled", () -> isAnswering(pgha, replica));
      assertThat(readFrom(seed, 10, parameters)).containsOnly(replica);
      assertThat(known(pgha)).doesNotContain(other.address());
    }
  }
}
