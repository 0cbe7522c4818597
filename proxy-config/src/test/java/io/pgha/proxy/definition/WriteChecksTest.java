package io.pgha.proxy.definition;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.proxy.definition.Settings.Checks;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Whatever the intervals are, an old leader is out before a new one is in. */
final class WriteChecksTest {
  @Test
  void takesAnOldLeaderOutBeforeANewOneIsIn() {
    Random random = new Random(11);
    for (int i = 0; i < 1_000; i++) {
      Time interval = new Time(random.nextInt(5_000) + 1);
      Time fast = new Time(random.nextInt(2_000) + 1);
      Checks checks = new Checks(interval, fast, interval, random.nextInt(5) + 1);
      long outAtMost = interval.millis() + (checks.fall() - 1) * fast.millis();
      long inAtLeast = (checks.rise() - 1) * fast.millis();
      assertThat(inAtLeast).isGreaterThan(outAtMost);
    }
  }
}
