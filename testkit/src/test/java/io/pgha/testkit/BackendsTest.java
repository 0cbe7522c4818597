package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

final class BackendsTest {
  @Test
  void obeysTheProperty() {
    assertThat(choose("host", /* programs= */ false, /* docker= */ true)).isEqualTo(Backends.HOST);
    assertThat(choose("containers", /* programs= */ true, /* docker= */ false))
        .isEqualTo(Backends.CONTAINERS);
  }

  @Test
  void takesTheHostIfItHasThePrograms() {
    assertThat(choose("", /* programs= */ true, /* docker= */ true)).isEqualTo(Backends.HOST);
  }

  @Test
  void takesContainersIfOnlyDockerIsThere() {
    assertThat(choose("", /* programs= */ false, /* docker= */ true))
        .isEqualTo(Backends.CONTAINERS);
  }

  /** Its error says which programs are missing. */
  @Test
  void takesTheHostIfNeitherIsThere() {
    assertThat(choose("", /* programs= */ false, /* docker= */ false)).isEqualTo(Backends.HOST);
  }

  @Test
  void saysWhatThePropertyMayBe() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> choose("docker", /* programs= */ true, /* docker= */ true))
        .withMessage("pgha.testkit.backend is 'docker', must be 'host' or 'containers'");
  }

  private static Backends choose(String wanted, boolean programs, boolean docker) {
    return Backends.choose(wanted, () -> programs, () -> docker);
  }
}
