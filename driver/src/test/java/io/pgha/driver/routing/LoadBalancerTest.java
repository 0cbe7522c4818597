package io.pgha.driver.routing;

import static io.pgha.driver.config.LoadBalanceStrategy.LEAST_CONNECTIONS;
import static io.pgha.driver.config.LoadBalanceStrategy.ROUND_ROBIN;
import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.LoadBalanceStrategy;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PolledCluster;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LoadBalancerTest {
  private static final int PICKS = 3_000;

  private final Map<URI, Integer> open = new HashMap<>();
  private final Random random = new Random(20261123);

  @Test
  void picksTheEmptierOfTwo() {
    open.put(api("pg1"), 5);
    open.put(api("pg2"), 4);

    assertThat(picks(LEAST_CONNECTIONS, members("pg1", "pg2"))).containsOnlyKeys("pg2");
  }

  @Test
  void neverPicksTheFullest() {
    open.put(api("pg1"), 2);
    open.put(api("pg2"), 1);

    Map<String, Long> picks = picks(LEAST_CONNECTIONS, members("pg1", "pg2", "pg3"));

    assertThat(picks).containsOnlyKeys("pg2", "pg3");
    assertThat(picks.getOrDefault("pg3", 0L)).isGreaterThan(picks.getOrDefault("pg2", 0L));
  }

  @Test
  void keepsConnectionsEvenWhenEachPickOpensOne() {
    LoadBalancer balancer = balancer(LEAST_CONNECTIONS);
    List<MemberView> members = members("pg1", "pg2", "pg3", "pg4", "pg5");
    for (int i = 0; i < PICKS; i++) {
      open.merge(balancer.pick(members).member().api(), 1, Integer::sum);
    }

    assertThat(open.values()).allSatisfy(count -> assertThat(count).isBetween(590, 610));
  }

  @ParameterizedTest
  @EnumSource(
      value = LoadBalanceStrategy.class,
      names = {"LEAST_CONNECTIONS", "RANDOM"})
  void breaksTiesAtRandom(LoadBalanceStrategy strategy) {
    assertThat(picks(strategy, members("pg1", "pg2", "pg3")).values())
        .hasSize(3)
        .allSatisfy(count -> assertThat(count).isBetween(900L, 1_100L));
  }

  @Test
  void goesRoundInTurn() {
    LoadBalancer balancer = balancer(ROUND_ROBIN);
    List<MemberView> members = members("pg1", "pg2", "pg3");

    assertThat(IntStream.range(0, 6).mapToObj(i -> Routings.name(balancer.pick(members))))
        .containsExactly("pg1", "pg2", "pg3", "pg1", "pg2", "pg3");
  }

  @Test
  void givesTheShareOfOneThatIsGoneToAllOthers() {
    LoadBalancer balancer = balancer(ROUND_ROBIN);
    picks(balancer, members("pg1", "pg2", "pg3", "pg4"));

    assertThat(picks(balancer, members("pg1", "pg3", "pg4")).values())
        .containsExactly(1_000L, 1_000L, 1_000L);
  }

  @Test
  void goesRoundReplicasThoughEveryOtherConnectIsToTheLeader() {
    LoadBalancer balancer = balancer(ROUND_ROBIN);
    List<MemberView> leader = members("pg1");
    List<MemberView> replicas = members("pg2", "pg3");

    List<String> read =
        IntStream.range(0, 4)
            .mapToObj(
                i -> {
                  balancer.pick(leader);
                  return Routings.name(balancer.pick(replicas));
                })
            .toList();

    assertThat(read).containsExactly("pg2", "pg3", "pg2", "pg3");
  }

  @ParameterizedTest
  @EnumSource
  void picksTheOnlyOne(LoadBalanceStrategy strategy) {
    assertThat(picks(strategy, members("pg1"))).containsOnlyKeys("pg1");
  }

  private Map<String, Long> picks(LoadBalanceStrategy strategy, List<MemberView> members) {
    return picks(balancer(strategy), members);
  }

  private static Map<String, Long> picks(LoadBalancer balancer, List<MemberView> members) {
    return IntStream.range(0, PICKS)
        .mapToObj(i -> Routings.name(balancer.pick(members)))
        .collect(groupingBy(name -> name, counting()));
  }

  private LoadBalancer balancer(LoadBalanceStrategy strategy) {
    return LoadBalancer.of(strategy, api -> open.getOrDefault(api, 0), () -> random);
  }

  private static List<MemberView> members(String... names) {
    PolledCluster polled = PolledCluster.of(names);
    for (String name : names) {
      polled.answers(name, replica());
    }
    return polled.view().members();
  }
}
