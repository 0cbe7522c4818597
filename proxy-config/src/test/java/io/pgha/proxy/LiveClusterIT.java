package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a live cluster says of itself makes the same file as somebody who knows it. */
final class LiveClusterIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private final PatroniCluster cluster = patroni.cluster();

  @Test
  void writesTheSameFileAsTheMembersWrittenDown() {
    String all = cluster.members().stream().map(Member::address).collect(Collectors.joining(","));
    List<String> offline =
        new ArrayList<>(List.of("haproxy", url(all), "--offline", "--set", "members=" + known()));
    Run written = Run.of(offline);
    assertThat(written.err()).isEmpty();
    assertThat(Run.of("haproxy", url(all))).isEqualTo(written);
  }

  @Test
  void findsAllMembersByOneThatIsNotTheLeader() {
    String one = cluster.awaitReplicas(2).get(0).address();
    Run run = Run.of("haproxy", url(one));
    assertThat(run.err()).isEmpty();
    assertThat(run.out())
        .contains(
            cluster.members().stream().map(member -> "server " + member.name() + " ").toList());
  }

  private String url(String hosts) {
    int port = URI.create(cluster.members().get(0).apiUrl()).getPort();
    return "jdbc:pgha://%s/%s?patroniPort=%d".formatted(hosts, cluster.database(), port);
  }

  private String known() {
    return cluster.members().stream()
        .map(member -> "{name: %s, postgres: '%s'}".formatted(member.name(), member.address()))
        .collect(Collectors.joining(", ", "[", "]"));
  }
}
