package io.pgha.driver.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PatroniVersionTest {
  @Test
  void readsMajorMinorAndPatch() {
    assertThat(PatroniVersion.parse("4.1.5")).isEqualTo(new PatroniVersion(4, 1, 5));
  }

  @Test
  void takesAMissingPatchForZero() {
    assertThat(PatroniVersion.parse("3.0")).isEqualTo(new PatroniVersion(3, 0, 0));
  }

  @Test
  void ignoresWhatFollowsTheNumbers() {
    assertThat(PatroniVersion.parse("4.0.0-beta1")).isEqualTo(new PatroniVersion(4, 0, 0));
    assertThat(PatroniVersion.parse("3.3.2.dev1")).isEqualTo(new PatroniVersion(3, 3, 2));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "4", "latest", "-1.0.0", "99999.0.0", "v4.1.5"})
  void takesWhatIsNoReleaseNumberForTheOldest(String text) {
    assertThat(PatroniVersion.parse(text)).isEqualTo(new PatroniVersion(0, 0, 0));
  }

  @Test
  void comparesNumbersAndNotText() {
    assertThat(PatroniVersion.parse("3.0.10")).isGreaterThan(PatroniVersion.REPLICATION_STATE);
    assertThat(PatroniVersion.parse("10.0.0")).isGreaterThan(PatroniVersion.parse("4.1.5"));
    assertThat(PatroniVersion.parse("3.0.3")).isLessThan(PatroniVersion.REPLICATION_STATE);
    assertThat(PatroniVersion.parse("2.1.9")).isLessThan(PatroniVersion.parse("3.0.0"));
  }
}
