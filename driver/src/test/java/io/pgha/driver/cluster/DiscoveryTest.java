package io.pgha.driver.cluster;

import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.topology.PatroniStatus.Flag;
import io.pgha.driver.topology.PolledCluster;
import io.pgha.driver.topology.StatusBuilder;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class DiscoveryTest {
  private final PolledCluster polled = PolledCluster.of("pg1", "pg2");
  private long now = SECONDS.toNanos(100);
  private final Discovery discovery = new Discovery(new Random(20261123), now);

  @Test
  void asksTheFirstSeedThatAnswers() {
    assertThat(asks()).isFalse();

    polled.answers("pg2", replica());
    assertThat(discovery.whom(polled.view(), now)).contains(api("pg2"));
  }

  @Test
  void asksEverySeedInTurn() {
    healthy();
    Set<URI> asked = new HashSet<>();
    for (int i = 0; i < 2; i++) {
      asked.add(discovery.whom(polled.view(), now).orElseThrow());
      askAndFind();
      pass(75);
    }

    assertThat(asked).containsExactlyInAnyOrder(api("pg1"), api("pg2"));
  }

  @Test
  void asksNobodyWhomOnlyDiscoveryTold() {
    PolledCluster one = PolledCluster.of("pg1").discovered("pg9").answers("pg9", replica());

    assertThat(discovery.whom(one.view(), now)).isEmpty();
  }

  @Test
  void asksOneAtATime() {
    healthy();
    discovery.asked(now);
    pass(3_600);

    assertThat(asks()).isFalse();
  }

  @Test
  void asksAgainOnlyWhoHasReachedTheDcsAMomentAgo() {
    polled.answers("pg1", leader().dcsAge(OptionalLong.of(10)));
    assertThat(asks()).as("the first time somebody may wait").isTrue();
    askAndFind();
    pass(100);
    polled
        .nextRound()
        .answers("pg1", leader().dcsAge(OptionalLong.of(4)))
        .answers("pg2", replica().dcsAge(OptionalLong.of(10)));
    assertThat(asks()).isFalse();

    polled.nextRound().answers("pg2", replica().dcsAge(OptionalLong.of(3)));
    assertThat(discovery.whom(polled.view(), now)).contains(api("pg2"));
  }

  @Test
  void asksAgainAfterAboutAMinute() {
    healthy();
    List<Long> pauses = new ArrayList<>();
    for (int i = 0; i < 100; i++) {
      askAndFind();
      pauses.add(secondsUntilAsking());
    }

    assertThat(pauses).allMatch(seconds -> seconds >= 48 && seconds <= 72);
    assertThat(new HashSet<>(pauses)).hasSizeGreaterThan(10);
  }

  @Test
  void asksSoonWhenAnUnknownMemberStreamsFromTheLeader() {
    healthy();
    askAndFind();
    pass(1);
    leaderStreamsTo("pg2", "pg3");
    assertThat(asks()).isFalse();

    pass(4);
    assertThat(asks()).isTrue();
  }

  @Test
  void asksOnlyOnceForStrangers() {
    healthy();
    leaderStreamsTo("pg2", "pg_basebackup");
    askAndFind();
    pass(10);

    assertThat(asks()).isFalse();
    leaderStreamsTo("pg2", "pg3", "pg_basebackup");
    assertThat(asks()).isTrue();
  }

  @Test
  void knowsMembersThatWereDiscovered() {
    healthy();
    askAndFind();
    polled.discovered("pg3");
    leaderStreamsTo("pg2", "pg3");
    pass(10);

    assertThat(asks()).isFalse();
  }

  @Test
  void leavesPatroniInPeaceWhileAnyMemberHasLostTheDcs() {
    polled.answers("pg1", leader()).answers("pg2", replica().dcsAge(OptionalLong.of(16)));
    pass(3_600);
    assertThat(asks()).isFalse();

    polled.answers("pg2", replica().dcsAge(OptionalLong.of(15)));
    assertThat(asks()).isTrue();
  }

  @ParameterizedTest
  @EnumSource(
      value = Flag.class,
      names = {"CLUSTER_UNLOCKED", "FAILSAFE_ACTIVE"})
  void leavesPatroniInPeaceWhileTheClusterIsInTrouble(Flag trouble) {
    polled.answers("pg1", leader().flag(trouble)).answers("pg2", replica());
    leaderStreamsToWith(leader().flag(trouble), "pg9");

    assertThat(asks()).isFalse();
  }

  @Test
  void asksDuringPause() {
    polled.answers("pg1", leader().flag(Flag.PAUSE)).answers("pg2", replica());

    assertThat(asks()).isTrue();
  }

  @Test
  void countsSilentMembersForNothing() {
    polled.answers("pg1", leader()).answers("pg2", replica().dcsAge(OptionalLong.of(600)));
    polled.nextRound().answers("pg1", leader()).silent("pg2");

    assertThat(discovery.whom(polled.view(), now)).contains(api("pg1"));
  }

  @Test
  void asksOnceWhereNobodyTellsWhetherTheDcsIsThere() {
    StatusBuilder old = leader().version("2.0.2").dcsAge(OptionalLong.empty());
    polled
        .answers("pg1", old)
        .answers("pg2", replica().version("2.0.2").dcsAge(OptionalLong.empty()));
    assertThat(asks()).isTrue();
    askAndFind();

    pass(3_600);
    polled.answers("pg1", old.receivers("pg9"));
    assertThat(asks()).isFalse();
  }

  @Test
  void triesAgainAfterTenSecondsUntilTheFirstAnswer() {
    healthy();
    askAndFail();
    assertThat(secondsUntilAsking()).isEqualTo(10);
  }

  @Test
  void triesAgainAfterHalfAMinuteOnceItHadAnAnswer() {
    healthy();
    askAndFind();
    pass(100);
    askAndFail();
    leaderStreamsTo("pg9");

    assertThat(secondsUntilAsking()).isEqualTo(30);
  }

  @Test
  void asksNoContactBeforeItHasAnswered() {
    PolledCluster contacts = PolledCluster.ofContacts("a", "b");
    assertThat(discovery.whom(contacts.view(), now)).isEmpty();

    contacts.answers("b", replica());
    assertThat(discovery.whom(contacts.view(), now)).contains(api("b"));
  }

  @Test
  void leavesAContactInPeaceThatHasLostTheDcs() {
    PolledCluster contacts =
        PolledCluster.ofContacts("a").answers("a", replica().dcsAge(OptionalLong.of(16)));

    assertThat(discovery.whom(contacts.view(), now)).isEmpty();
  }

  @Test
  void asksContactsOneAfterTheOtherUntilOneAnswers() {
    PolledCluster contacts = PolledCluster.ofContacts("a", "b", "c");
    List.of("a", "b", "c").forEach(name -> contacts.answers(name, replica()));
    Set<URI> asked = new HashSet<>();
    for (int i = 0; i < 3; i++) {
      asked.add(discovery.whom(contacts.view(), now).orElseThrow());
      discovery.asked(now);
      discovery.failed(/* contacts= */ 3, now);
    }

    assertThat(asked).containsExactlyInAnyOrder(api("a"), api("b"), api("c"));
    assertThat(discovery.whom(contacts.view(), now)).isEmpty();
    pass(10);
    assertThat(discovery.whom(contacts.view(), now)).isPresent();
  }

  @Test
  void asksSoonWhenASeedAnswersAsAnotherMember() {
    healthy();
    askAndFind();
    pass(5);
    assertThat(asks()).isFalse();

    polled.nextRound().answersAs("pg3", "pg1", leader());
    assertThat(asks()).isTrue();
  }

  @Test
  void asksStrangersMoreAndMoreRarely() {
    healthy();
    askAndFind();
    List<Long> gaps = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      leaderStreamsTo("pg2", "tablesync_" + i);
      gaps.add(secondsUntilAsking());
      askAndFind();
    }

    assertThat(gaps).containsExactly(5L, 10L, 20L, 40L);
  }

  @Test
  void asksAnotherClusterOnlyWhenNobodyOfOursIsLeft() {
    healthy();
    polled.nextRound().silent("pg1").answers("pg2", replica().systemIdentifier("2"));
    assertThat(discovery.whom(polled.view(), now)).contains(api("pg2"));

    polled.nextRound().answers("pg1", leader()).answers("pg2", replica().systemIdentifier("2"));
    for (int i = 0; i < 4; i++) {
      assertThat(discovery.whom(polled.view(), now)).contains(api("pg1"));
      askAndFind();
      pass(100);
    }
  }

  private boolean asks() {
    return discovery.whom(polled.view(), now).isPresent();
  }

  private void healthy() {
    polled.answers("pg1", leader()).answers("pg2", replica());
  }

  private void leaderStreamsTo(String... names) {
    leaderStreamsToWith(leader(), names);
  }

  private void leaderStreamsToWith(StatusBuilder leader, String... names) {
    polled.answers("pg1", leader.receivers(names));
  }

  private void askAndFind() {
    discovery.asked(now);
    discovery.succeeded(polled.view(), now);
  }

  private void askAndFail() {
    discovery.asked(now);
    discovery.failed(/* contacts= */ 0, now);
  }

  private void pass(long seconds) {
    now += SECONDS.toNanos(seconds);
  }

  private long secondsUntilAsking() {
    long seconds = 0;
    while (!asks()) {
      pass(1);
      seconds++;
    }
    return seconds;
  }
}
