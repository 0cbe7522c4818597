package io.pgha.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class OptionsTest {
  @Test
  void takesThemAll() {
    assertThat(
            Options.parse(
                ("--real 2 --simulated 10,1000 --interval 15 --https steady --seconds 3 --seed 5"
                        + " --out target/there")
                    .split(" ", -1)))
        .isEqualTo(
            new Options(
                List.of(2),
                List.of(10, 1_000),
                Duration.ofSeconds(15),
                Situation.STEADY,
                3,
                5,
                Path.of("target/there")));
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> Options.parse("--real", "2,many"))
        .hasMessageStartingWith("--real has 'many', must be a whole number");
    assertThatThrownBy(() -> Options.parse("--simulated", "0"))
        .hasMessageStartingWith("--simulated has 0, must be 1 to");
    assertThatThrownBy(() -> Options.parse("--https", "start"))
        .hasMessageStartingWith("--https has 'start', must be steady or failover");
    assertThatThrownBy(() -> Options.parse("--sed", "1"))
        .hasMessageStartingWith("Unknown option --sed. Options: --real");
    assertThatThrownBy(() -> Options.parse("--seed")).hasMessageStartingWith("--seed has no value");
  }
}
