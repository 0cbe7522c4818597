package io.pgha.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class PendingTest {
  private static final long NOW = 7;

  private final List<String> events = new ArrayList<>();
  private boolean excused;
  private final Pending patient =
      Pending.patient(
          events::add,
          Duration.ofMillis(500),
          Duration.ofMillis(2_000),
          () -> excused,
          () -> events.add("overdue"),
          NOW);

  @Test
  void isOverdueFirstAndGivenUpLater() {
    patient.check(patient.nextAt() - 1);
    assertThat(events).isEmpty();

    patient.check(patient.nextAt());
    assertThat(events).containsExactly("overdue");

    patient.check(patient.nextAt());
    assertThat(events).containsExactly("overdue", "within 2000 ms");
  }

  @Test
  void mayTakeAsLongAgainWhileItIsExcused() {
    excused = true;
    patient.check(NOW + 500_000_000L);
    excused = false;
    patient.check(patient.nextAt() - 1);
    assertThat(events).isEmpty();

    patient.check(NOW + 1_000_000_000L);
    assertThat(events).containsExactly("overdue");
  }

  @Test
  void isGivenUpHoweverExcused() {
    excused = true;
    patient.check(NOW + 2_000_000_000L);

    assertThat(events).containsExactly("within 2000 ms");
    assertThat(patient.nextAt()).isEqualTo(Long.MAX_VALUE);
  }

  @Test
  void isGivenUpAtOnceWhenImpatient() {
    Pending pending = Pending.impatient(events::add, Duration.ofMillis(500), NOW);

    pending.check(pending.nextAt());

    assertThat(events).containsExactly("within 500 ms");
  }

  /** Its end may be told much later; the monitor must not spin until then. */
  @Test
  void wantsNoMoreAttentionOnceGivenUp() {
    patient.check(NOW + 2_000_000_000L);
    patient.check(NOW + 2_600_000_000L);

    assertThat(events).containsExactly("overdue", "within 2000 ms");
    assertThat(patient.nextAt()).isEqualTo(Long.MAX_VALUE);
  }
}
