package io.pgha.demo;

import static io.pgha.demo.Runs.event;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.demo.Failure.Work;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class VerdictTest {
  private static final Event QUIET = event("all is well", 0, 10, 100, Reads.ON_REPLICAS);

  private static Runs quietRun() {
    return new Runs().write(20, "pg1", 1).write(30, "pg1", 1).readOnReplica(20);
  }

  private static Verdict verdict(Runs run, Event... events) {
    return new Verdict(run.recording(), List.of(events), Set.of(1L, 2L), "pg1");
  }

  private static List<String> wrong(Verdict verdict) {
    return verdict.findings().stream()
        .filter(finding -> !finding.right())
        .map(Finding::text)
        .toList();
  }

  @Test
  void findsNothingWrongInAQuietRun() {
    Verdict verdict = verdict(quietRun(), QUIET);
    assertThat(wrong(verdict)).isEmpty();
    assertThat(verdict.right()).isTrue();
  }

  @Test
  void missesAnAcknowledgedWriteThatIsNotInTheTable() {
    Verdict verdict =
        new Verdict(quietRun().recording(), List.of(QUIET), Set.of(1L), /* leader= */ "pg3");
    assertThat(wrong(verdict))
        .singleElement()
        .asString()
        .startsWith("Of 2 acknowledged writes 1 are not in the table of the leader, pg3")
        .contains("id=2");
    assertThat(verdict.right()).isFalse();
  }

  @Test
  void allowsRowsWhoseAnswerWasLost() {
    Verdict verdict =
        new Verdict(quietRun().recording(), List.of(QUIET), Set.of(1L, 2L, 3L, 4L), "pg1");
    assertThat(wrong(verdict)).isEmpty();
    assertThat(verdict.findings().get(0).text()).contains("2 more are there");
  }

  @Test
  void isNotContentWithoutWrites() {
    assertThat(wrong(verdict(new Runs().readOnReplica(20), QUIET)))
        .containsExactly("No write was acknowledged.");
  }

  @Test
  void blamesAWriteThatAReplicaRefused() {
    assertThat(wrong(verdict(quietRun().fail(Work.WRITE, 40, "25006"), QUIET)))
        .containsExactly("1 writes went to a replica.");
  }

  @Test
  void takesOtherErrorsAsTheyCome() {
    assertThat(wrong(verdict(quietRun().fail(Work.WRITE, 40, "57P01"), QUIET))).isEmpty();
  }

  @Test
  void allowsReadsAnywhereUntilAnEventHasSettled() {
    Event killed = event("leader killed", 100, 150, 200, Reads.ON_REPLICAS);
    Runs run = quietRun().readOnLeader(110).readOnReplica(160);
    assertThat(wrong(verdict(run, QUIET, killed))).isEmpty();
  }

  @Test
  void blamesAReadOnTheLeaderWhileThereAreReplicas() {
    Event killed = event("leader killed", 100, 150, 200, Reads.ON_REPLICAS);
    Runs run = quietRun().readOnLeader(160).readOnReplica(170);
    assertThat(wrong(verdict(run, QUIET, killed)))
        .containsExactly(
            "1 of 2 reads after \"leader killed\" were not on replicas, where they belong.");
  }

  @Test
  void wantsReadsOnTheLeaderWhileThereIsNoReplica() {
    Event killed = event("replicas killed", 100, 150, 200, Reads.ON_LEADER);
    assertThat(wrong(verdict(quietRun().readOnLeader(160), QUIET, killed))).isEmpty();
    assertThat(wrong(verdict(quietRun().readOnReplica(160), QUIET, killed))).hasSize(1);
  }

  @Test
  void isNotContentWithoutReads() {
    Event killed = event("replicas killed", 100, 150, 200, Reads.ON_LEADER);
    assertThat(wrong(verdict(quietRun(), QUIET, killed)))
        .containsExactly("Nothing was read after \"replicas killed\".");
  }

  @Test
  void blamesAnApplicationThatDidNotFollow() {
    assertThat(wrong(verdict(quietRun(), QUIET, Runs.neverSettled("replicas back", 100, 200))))
        .containsExactly(
            "The application did not follow in time after \"replicas back\" (reads belong on replicas).");
  }
}
