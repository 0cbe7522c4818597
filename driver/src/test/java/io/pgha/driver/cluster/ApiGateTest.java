package io.pgha.driver.cluster;

import static io.pgha.driver.topology.PolledCluster.api;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

class ApiGateTest {
  private final ApiGate gate = new ApiGate();

  @Test
  void letsOneRequestAtATimeGoToAnApi() {
    assertThat(gate.enter(api("pg1"), () -> "first")).contains("first");
    assertThat(gate.enter(api("pg1"), () -> "second")).isEmpty();
    assertThat(gate.enter(api("pg2"), () -> "other")).contains("other");

    gate.leave(api("pg1"));
    assertThat(gate.enter(api("pg1"), () -> "third")).contains("third");
  }

  @Test
  void staysOpenWhenTheRequestCouldNotStart() {
    Supplier<String> failing =
        () -> {
          throw new OutOfMemoryError("unable to create native thread, for the test");
        };

    assertThatThrownBy(() -> gate.enter(api("pg1"), failing)).isInstanceOf(OutOfMemoryError.class);
    assertThat(gate.enter(api("pg1"), () -> "next")).isPresent();
  }
}
