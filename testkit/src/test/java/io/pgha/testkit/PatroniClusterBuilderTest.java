package io.pgha.testkit;

import static java.time.Duration.ofMillis;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

final class PatroniClusterBuilderTest {
  @Test
  void refusesTimingsThatPatroniWouldChangeSilently() {
    refuses(
        () -> builder().ttl(ofSeconds(19)),
        "ttl is PT19S, must be whole seconds and at least 20 s");
    refuses(() -> builder().loopWait(ofMillis(1500)), "loop_wait is PT1.5S");
    refuses(() -> builder().retryTimeout(ofSeconds(2)), "retry_timeout is PT2S");
    refuses(
        () -> builder().loopWait(ofSeconds(10)).retryTimeout(ofSeconds(6)).start(),
        "loop_wait + 2 * retry_timeout is 22 s, must not be more than ttl, 20 s");
  }

  @Test
  void refusesImpossibleNumbersOfMembers() {
    refuses(() -> builder().members(0), "members is 0, must be 1 to 20");
    refuses(() -> builder().members(21), "members is 21, must be 1 to 20");
  }

  private static PatroniClusterBuilder builder() {
    return PatroniCluster.builder();
  }

  private static void refuses(ThrowingCallable call, String message) {
    assertThatIllegalArgumentException().isThrownBy(call).withMessageContaining(message);
  }
}
