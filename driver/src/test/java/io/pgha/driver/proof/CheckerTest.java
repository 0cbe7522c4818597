package io.pgha.driver.proof;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.proof.Sighting.Observed;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** A checker that finds nothing proves nothing: each invariant is violated here. */
final class CheckerTest {
  private static final long LIMIT = 1000;
  private static final Duration GRACE = Duration.ofNanos(5);

  private final List<Operation> operations = new ArrayList<>();
  private final List<Sighting> sightings = new ArrayList<>();
  private final Set<Written> content = new HashSet<>();

  /** Views before the next one that nobody saw. */
  private int missed;

  @Test
  void findsNothingInAGoodHistory() {
    view(0, "a");
    acknowledged(Kind.WRITE, 1, "a", 10);
    failed(Kind.WRITE, 2, "08006", 20);
    failed(Kind.COMMIT, 3, "08007", 30);
    failed(Kind.WRITE, 4, "08007", 40);
    failed(Kind.BEGIN, 0, "08007", 45);
    view(50, "b");
    acknowledged(Kind.STATEMENT, 5, "b", 60);
    acknowledged(Kind.COMMIT, 5, "b", 70);
    there(1, 4, 5);
    assertThat(violations()).isEmpty();
  }

  @Test
  void missesAnAcknowledgedWrite() {
    acknowledged(Kind.WRITE, 1, "a", 10);
    acknowledged(Kind.STATEMENT, 2, "a", 20);
    acknowledged(Kind.COMMIT, 2, "a", 30);
    there(1);
    assertThat(violations()).singleElement().asString().contains("lost", "COMMIT 2");
  }

  @Test
  void expectsNoRowOfATransactionThatNobodyCommitted() {
    acknowledged(Kind.STATEMENT, 1, "a", 10);
    assertThat(violations()).isEmpty();
    there(1);
    assertThat(violations()).singleElement().asString().contains("not committed", "STATEMENT 1");
  }

  @Test
  void takesEveryFailureButUnknownForAPromise() {
    failed(Kind.WRITE, 1, "08006", 10);
    failed(Kind.COMMIT, 2, "57P01", 20);
    failed(Kind.WRITE, 3, "08007", 30);
    failed(Kind.STATEMENT, 4, "08006", 40);
    there(1, 2, 3, 4);
    assertThat(violations())
        .hasSize(3)
        .allMatch(each -> each.startsWith("not committed and there"))
        .noneMatch(each -> each.contains("08007"));
  }

  @Test
  void findsRowsThatNobodyWrote() {
    there(7);
    assertThat(violations()).singleElement().asString().contains("written by nobody", "7");
  }

  @Test
  void refusesUnknownWhereNothingCanHaveBeenDone() {
    failed(Kind.STATEMENT, 1, "08007", 10);
    failed(Kind.READ, 0, "08007", 20);
    failed(Kind.CONNECT, 0, "08007", 30);
    assertThat(violations()).hasSize(3).allMatch(each -> each.startsWith("can't be unknown"));
  }

  @Test
  void findsAStatementThatBeganAfterTheViewHadAnotherLeader() {
    view(0, "a");
    view(50, "b");
    acknowledged(Kind.WRITE, 1, "a", 60);
    there(1);
    assertThat(violations()).singleElement().asString().contains("another leader", "WRITE 1");
  }

  @Test
  void findsALateCommitOfATransactionThatBeganInTime() {
    view(0, "a");
    acknowledged(Kind.STATEMENT, 1, "a", 10);
    view(50, "b");
    acknowledged(Kind.COMMIT, 1, "a", 60);
    there(1);
    assertThat(violations()).singleElement().asString().contains("another leader", "COMMIT 1");
  }

  @Test
  void findsALateStatementAlsoIfItFailedAfterItWasServed() {
    view(50, "b");
    operations.add(operation(Kind.COMMIT, 1, "a", 60, Outcome.failed("08007")));
    assertThat(violations()).singleElement().asString().contains("another leader");
  }

  @Test
  void letsAStatementPassThatBeganBeforeTheChange() {
    view(0, "a");
    operations.add(new Operation("c", Kind.WRITE, 1, "a", 40, 90, Outcome.ACKNOWLEDGED));
    view(50, "b");
    there(1);
    assertThat(violations()).isEmpty();
  }

  @Test
  void letsAStatementPassWithinTheGrace() {
    view(0, "a");
    view(50, "b");
    acknowledged(Kind.WRITE, 1, "a", 50 + GRACE.toNanos() - 1);
    there(1);
    assertThat(violations()).isEmpty();
  }

  /** The next view may have been there before anybody looked. */
  @Test
  void letsAStatementPassOnTheLeaderOfTheViewThatWasSeenNext() {
    view(0, "a");
    acknowledged(Kind.WRITE, 1, "b", 40);
    view(41, "b");
    there(1);
    assertThat(violations()).isEmpty();
  }

  @Test
  void letsAStatementPassThatWaitedForItsMemberToBecomeLeader() {
    view(0, "a");
    operations.add(new Operation("c", Kind.WRITE, 1, "b", 40, 90, Outcome.ACKNOWLEDGED));
    view(50, "a");
    view(60, null);
    view(80, "b");
    there(1);
    assertThat(violations()).isEmpty();
  }

  @Test
  void remembersTheLeaderThatALeaderlessViewCameAfter() {
    view(0, "a");
    view(50, "b");
    view(60, null);
    acknowledged(Kind.WRITE, 1, "a", 70);
    view(80, null);
    there(1);
    assertThat(violations()).singleElement().asString().contains("another leader");
  }

  @Test
  void letsStatementsPassWhileThereIsNoLeader() {
    view(0, null);
    acknowledged(Kind.WRITE, 1, "a", 10);
    view(20, "b");
    there(1);
    assertThat(violations()).isEmpty();
  }

  @Test
  void findsARouteOverTheLimit() {
    view(0, "a", "b", LIMIT + 1);
    acknowledged(Kind.ROUTE, 0, "b", 10);
    assertThat(violations()).singleElement().asString().contains("over the limit", "ROUTE");
  }

  @Test
  void findsARouteOverTheLimitInAllViewsOfItsTime() {
    view(0, "a", "b", LIMIT + 1);
    acknowledged(Kind.ROUTE, 0, "b", 10);
    view(20, "a", "b", LIMIT + 1);
    assertThat(violations()).singleElement().asString().contains("over the limit");
  }

  @Test
  void letsARoutePassThatSomeViewOfItsTimeAllowed() {
    view(0, "a", "b", LIMIT + 1);
    acknowledged(Kind.ROUTE, 0, "b", 10);
    view(20, "a", "b", LIMIT);
    assertThat(violations()).isEmpty();
  }

  @Test
  void letsARoutePassThatAMissedViewMayHaveAllowed() {
    view(0, "a", "b", LIMIT + 1);
    missed++;
    acknowledged(Kind.ROUTE, 0, "b", 10);
    view(20, "a", "b", LIMIT + 1);
    assertThat(violations()).isEmpty();
  }

  @Test
  void letsARouteToTheLeaderPass() {
    view(0, "b", "b", LIMIT + 1);
    acknowledged(Kind.ROUTE, 0, "b", 10);
    assertThat(violations()).isEmpty();
  }

  @Test
  void tellsTheAgeOfTheOldestObservationThatARouteWasChosenBy() {
    view(0, "a", "b", 0);
    acknowledged(Kind.ROUTE, 0, "b", 10);
    acknowledged(Kind.ROUTE, 0, "b", 40);
    view(50, "a", "b", 0);
    acknowledged(Kind.ROUTE, 0, "b", 60);
    assertThat(Routes.oldestObservation(history())).isEqualTo(Duration.ofNanos(40));
  }

  @Test
  void missesAClientThatIsNotBackInTime() {
    acknowledged(Kind.WRITE, 1, "a", 10);
    acknowledged(Kind.WRITE, 2, "a", 200);
    failed(Kind.WRITE, 3, "08006", 120);
    there(1, 2);
    Invariant recovery = new Recovery(Set.of("c"), 100, Duration.ofNanos(50));
    assertThat(Checker.violations(history(), List.of(recovery)))
        .singleElement()
        .asString()
        .startsWith("c does not work");
    assertThat(new Recovery(Set.of("c"), 100, Duration.ofNanos(101)).violations(history()))
        .isEmpty();
  }

  @Test
  void findsWhatIsHeldAndWasNotBefore() {
    Holdings before = new Holdings(Set.of("t1"), Set.of("s1"), Map.of("a", 1L));
    assertThat(before.leakedSince(before)).isEmpty();
    assertThat(new Holdings(Set.of(), Set.of(), Map.of()).leakedSince(before)).isEmpty();
    Holdings after = new Holdings(Set.of("t1", "t2"), Set.of("s2"), Map.of("a", 3L, "b", 1L));
    assertThat(after.leakedSince(before))
        .containsExactlyInAnyOrder("thread t2", "socket s2", "2 sessions on a", "1 sessions on b");
  }

  @Test
  void countsWhatBecameOfUnknownRows() {
    failed(Kind.WRITE, 1, "08007", 10);
    failed(Kind.COMMIT, 2, "08007", 20);
    failed(Kind.COMMIT, 3, "08007", 30);
    there(2);
    assertThat(Durability.unknown(history())).isEqualTo(new Durability.Unknown(1, 2));
  }

  @Test
  void leavesTheControlOut() {
    acknowledged(Kind.WRITE, 1, "a", 10);
    there(1);
    assertThat(history().without("c").operations()).isEmpty();
    assertThat(history().without("c").content()).isEmpty();
    assertThat(history().without("d")).isEqualTo(history());
  }

  private void view(long seen, @Nullable String leader) {
    sightings.add(new Sighting(sightings.size() + missed, seen, leader, Map.of()));
  }

  private void view(long seen, String leader, String member, long lag) {
    Observed observed = new Observed(seen, OptionalLong.of(lag));
    sightings.add(new Sighting(sightings.size() + missed, seen, leader, Map.of(member, observed)));
  }

  private void acknowledged(Kind kind, long number, String server, long begun) {
    operations.add(operation(kind, number, server, begun, Outcome.ACKNOWLEDGED));
  }

  private void failed(Kind kind, long number, String state, long begun) {
    operations.add(operation(kind, number, null, begun, Outcome.failed(state)));
  }

  private static Operation operation(
      Kind kind, long number, @Nullable String server, long begun, Outcome outcome) {
    return new Operation("c", kind, number, server, begun, begun + 1, outcome);
  }

  private void there(long... numbers) {
    Arrays.stream(numbers).forEach(number -> content.add(new Written("c", number)));
  }

  private List<String> violations() {
    return Checker.violations(
        history(),
        List.of(Durability::acknowledgedRowsAreKept, new Fencing(GRACE), new Routes(LIMIT)));
  }

  private History history() {
    return new History(operations, sightings, content);
  }
}
