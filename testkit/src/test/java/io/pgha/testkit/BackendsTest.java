package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class BackendsTest {
  @Test
  void obeysTheProperty() {
    assertThat(Backends.choose("host")).isEqualTo(Backends.HOST);
    assertThat(Backends.choose("containers")).isEqualTo(Backends.CONTAINERS);
  }

  @Test
  void saysWhatThePropertyMayBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> Backends.choose("docker"))
        .withMessage("pgha.testkit.backend is 'docker', must be 'host' or 'containers'");
  }
}
