package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class AwaitTest {
  @Test
  void asksUntilThereIsAnAnswer() {
    Iterator<Optional<String>> answers =
        List.of(Optional.<String>empty(), Optional.of("yes")).iterator();
    assertThat(Await.present("a yes", Duration.ofMinutes(1), answers::next, () -> ""))
        .isEqualTo("yes");
  }

  @Test
  void takesAFailureForNotYetAndNamesTheLastOne() {
    IllegalStateException notYet = new IllegalStateException("starting up");
    assertThatIllegalStateException()
        .isThrownBy(
            () ->
                Await.until(
                    "an answer",
                    Duration.ZERO,
                    () -> {
                      throw notYet;
                    },
                    () -> "pg1 is dead"))
        .withMessage("Waited PT0S in vain for an answer. pg1 is dead")
        .withCause(notYet);
  }
}
