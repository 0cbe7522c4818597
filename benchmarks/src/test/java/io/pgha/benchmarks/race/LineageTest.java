package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.benchmarks.race.Attempt.Outcome;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

final class LineageTest {
  private static final Attempt EARLY = write(1, /* began= */ 0, /* timeline= */ 1);
  private static final Attempt ON_NEW_LEADER = write(2, /* began= */ 100, /* timeline= */ 2);
  private static final Attempt ON_OLD_LEADER = write(3, /* began= */ 200, /* timeline= */ 1);

  private static Attempt write(long number, long began, int timeline) {
    return new Attempt(began, began + 5, Outcome.SERVED, "198.18.1.11", number, timeline);
  }

  private static Lineage lineage(Long... kept) {
    return new Lineage(List.of(EARLY, ON_NEW_LEADER, ON_OLD_LEADER), Set.of(kept));
  }

  @Test
  void missingWriteOnAnOldTimelineAfterAPromotionWentAstray() {
    assertThat(lineage(1L, 2L).isAstray(ON_OLD_LEADER)).isTrue();
    assertThat(lineage(1L, 2L).isLost(ON_OLD_LEADER)).isFalse();
  }

  @Test
  void missingWriteBeforeThePromotionIsTheClustersLoss() {
    assertThat(lineage(2L).isAstray(EARLY)).isFalse();
    assertThat(lineage(2L).isLost(EARLY)).isTrue();
  }

  @Test
  void missingWriteOnTheNewestTimelineIsTheClustersLoss() {
    assertThat(lineage(1L, 3L).isAstray(ON_NEW_LEADER)).isFalse();
    assertThat(lineage(1L, 3L).isLost(ON_NEW_LEADER)).isTrue();
  }

  @Test
  void whatTheClusterHasIsNeither() {
    Lineage all = lineage(1L, 2L, 3L);
    assertThat(List.of(EARLY, ON_NEW_LEADER, ON_OLD_LEADER))
        .noneMatch(all::isAstray)
        .noneMatch(all::isLost);
  }

  @Test
  void whatWasNotAcknowledgedIsNeither() {
    Attempt failed = new Attempt(200, 205, Outcome.FAILED, "", 0, 0);
    assertThat(lineage().isAstray(failed)).isFalse();
    assertThat(lineage().isLost(failed)).isFalse();
  }
}
