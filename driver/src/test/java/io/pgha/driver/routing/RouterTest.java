package io.pgha.driver.routing;

import static io.pgha.driver.routing.Routings.name;
import static io.pgha.driver.routing.Routings.names;
import static io.pgha.driver.routing.Routings.settings;
import static io.pgha.driver.session.Purpose.Target.PREFER_SECONDARY;
import static io.pgha.driver.session.Purpose.Target.PRIMARY;
import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.PolledCluster.member;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.cluster.ManualCluster;
import io.pgha.driver.cluster.TestTicker;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.StubConnection;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PolledCluster;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
  private final TestTicker ticker = TestTicker.standing();
  private final PolledCluster polled =
      PolledCluster.of("pg1", "pg2", "pg3")
          .answers("pg1", leader())
          .answers("pg2", replica())
          .answers("pg3", replica())
          .settled();
  private final ManualCluster cluster = new ManualCluster(polled.view(), ticker);
  private Router router = new Router(cluster.cluster(), settings(""));

  @AfterEach
  void stop() {
    cluster.close();
  }

  @ParameterizedTest
  @ValueSource(strings = {"leastConnections", "random", "roundRobin"})
  void choosesEachOnceTheBestFirst(String strategy) {
    router = new Router(cluster.cluster(), settings("loadBalanceStrategy=" + strategy));

    List<String> order = order();

    assertThat(order.subList(0, 2)).containsExactlyInAnyOrder("pg2", "pg3");
    assertThat(order.subList(2, order.size())).containsExactly("pg1");
  }

  @Test
  void choosesWhoRefusedLatelyLast() {
    router.refusals().add(api("pg2"));

    assertThat(order()).containsExactly("pg3", "pg1", "pg2");
  }

  @Test
  void choosesWhoRefusedAgainAfterAWhile() {
    router.refusals().add(api("pg2"));
    ticker.advance(Duration.ofSeconds(1));

    assertThat(order().subList(0, 2)).containsExactlyInAnyOrder("pg2", "pg3");
  }

  @Test
  void keepsTheOrderWhenAllRefused() {
    List.of("pg1", "pg2", "pg3").forEach(name -> router.refusals().add(api(name)));

    assertThat(order()).hasSize(3).endsWith("pg1");
  }

  @Test
  void choosesWhoHasFewestSessions() {
    Session open =
        new Session(
            member("pg2"),
            Purpose.read(PREFER_SECONDARY),
            new StubConnection().connection(),
            /* primary= */ false,
            polled.view().leader());
    cluster.cluster().sessions().add(open);

    for (int i = 0; i < 20; i++) {
      assertThat(order()).startsWith("pg3");
    }
  }

  @Test
  void followsTheView() {
    assertThat(names(router.candidates(polled.view(), PRIMARY))).containsExactly(List.of("pg1"));

    polled.nextRound().answers("pg1", replica()).answers("pg2", leader().timeline(2));
    assertThat(names(router.candidates(polled.view(), PRIMARY))).containsExactly(List.of("pg2"));
  }

  @Test
  void readsFallBackWhileNoReplicaIsEligible() {
    assertThat(router.readsFallBack()).isFalse();

    polled.nextRound().answers("pg1", leader()).silent("pg2").silent("pg3").settled();
    cluster.publish(polled.view());
    assertThat(router.readsFallBack()).isTrue();
    assertThat(new Router(cluster.cluster(), settings("readOnlyTarget=any")).readsFallBack())
        .isFalse();

    polled.nextRound().answers("pg1", leader()).answers("pg2", replica());
    cluster.publish(polled.view());
    assertThat(router.readsFallBack()).isFalse();
  }

  /** Until nobody is left. */
  private List<String> order() {
    Set<URI> tried = new HashSet<>();
    List<String> order = new ArrayList<>();
    for (MemberView next = choose(tried); next != null; next = choose(tried)) {
      tried.add(next.member().api());
      order.add(name(next));
    }
    return order;
  }

  private @Nullable MemberView choose(Set<URI> tried) {
    return router.choose(polled.view(), PREFER_SECONDARY, tried);
  }
}
