package io.pgha.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

final class OptionsTest {
  private static Options parse(String... arguments) {
    Options options = new Options();
    new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("options", mixin(options)))
        .setCaseInsensitiveEnumValuesAllowed(true)
        .parseArgs(arguments);
    return options;
  }

  private static CommandLine.Model.CommandSpec mixin(Options options) {
    return CommandLine.Model.CommandSpec.forAnnotatedObject(options);
  }

  @Test
  void takesThemAll() {
    Options options =
        parse(
            ("--real 2 --simulated 10,1000 --interval 15 --https steady --seconds 3 --seed 5"
                    + " --out target/there")
                .split(" ", -1));

    assertThat(options.real()).containsExactly(2);
    assertThat(options.simulated()).containsExactly(10, 1_000);
    assertThat(options.interval()).isEqualTo(Duration.ofSeconds(15));
    assertThat(options.failsOverHttps()).isFalse();
    assertThat(options.steady()).isEqualTo(Duration.ofSeconds(3));
    assertThat(options.seed()).isEqualTo(5);
    assertThat(options.out()).isEqualTo(Path.of("target/there"));
  }

  @Test
  void theCommandRepeatsTheRun() {
    String command = parse("--simulated", "10,1000", "--https", "steady").command();

    assertThat(command)
        .isEqualTo(
            "make fleet FLEET='--real 1,10,100 --simulated 10,1000 --interval 5 --https steady"
                + " --seconds 10 --seed 1'");
  }

  @Test
  void saysWhatIsWrong() {
    assertThatThrownBy(() -> parse("--real", "2,many"))
        .hasMessageContaining("--real")
        .hasMessageContaining("'many' is not one of 1 to 1000000");
    assertThatThrownBy(() -> parse("--simulated", "0")).hasMessageContaining("'0' is not one of");
    assertThatThrownBy(() -> parse("--https", "start")).hasMessageContaining("STEADY, FAILOVER");
    assertThatThrownBy(() -> parse("--sed", "1")).hasMessageContaining("--sed");
    assertThatThrownBy(() -> parse("--seed")).hasMessageContaining("--seed");
  }
}
