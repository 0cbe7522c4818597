package io.pgha.hikari;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.Observation;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.TopologyRules;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class LeaderWatchTest {
  private static final Member A = member("a");
  private static final Member B = member("b");

  private final AtomicInteger evictions = new AtomicInteger();
  private View view = View.initial(List.of(A, B), List.of());
  private LeaderWatch watch;
  private long round;

  private static Member member(String name) {
    return new Member(
        name, new HostPort(name, 5432), URI.create("http://" + name + ":8008"), /* seed= */ true);
  }

  @BeforeEach
  void aLeads() {
    view = TopologyRules.observe(view, answer(A, 200, "primary", 1));
    watch = new LeaderWatch(view, evictions::incrementAndGet);
  }

  private Observation answer(Member member, int code, String role, long timeline) {
    PatroniStatus status =
        new PatroniStatus(
            code,
            role,
            "running",
            OptionalLong.of(timeline),
            OptionalLong.empty(),
            OptionalLong.empty(),
            "streaming",
            Map.of(),
            Set.of(),
            OptionalLong.empty(),
            "7",
            "4.0.4",
            member.name(),
            List.of());
    return Observation.answer(member.api(), ++round, status);
  }

  private void see(Member member, int code, String role, long timeline) {
    see(answer(member, code, role, timeline));
  }

  private void see(Observation observation) {
    view = TopologyRules.observe(view, observation);
    watch.accept(view);
  }

  @Test
  void evictsOnceTheLockHasMovedAndNothingOfTheNewLeader() {
    see(A, 503, "replica", 1);
    assertThat(evictions).hasValue(0);
    see(B, 200, "replica", 1);
    assertThat(evictions).hasValue(1);
    see(B, 200, "primary", 2);
    assertThat(evictions).hasValue(1);
  }

  @Test
  void evictsWhenTheNewLeaderIsSeenOnlyAfterItsPromotion() {
    see(A, 503, "replica", 1);
    see(B, 200, "primary", 2);
    assertThat(evictions).hasValue(1);
  }

  @Test
  void evictsOnceWhenTheSameMemberIsPromotedAgain() {
    see(A, 503, "replica", 1);
    see(A, 200, "replica", 1);
    assertThat(evictions).hasValue(1);
    see(A, 200, "primary", 2);
    assertThat(evictions).hasValue(1);
  }

  @Test
  void keepsTheSessionsOfALeaderThatWasSilentForAWhile() {
    see(Observation.noAnswer(A.api(), ++round, "timeout"));
    see(B, 503, "replica", 1);
    see(A, 200, "primary", 1);
    assertThat(evictions).hasValue(0);
  }
}
