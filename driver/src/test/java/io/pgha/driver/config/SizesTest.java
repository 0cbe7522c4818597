package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Sizes are written as they are read. */
class SizesTest {
  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "1000, 1000",
    "16384, 16kB",
    "10485760, 10MB",
    "3221225472, 3GB",
    "2251799813685248, 2048TB",
  })
  void areTextInTheGreatestUnitThatFits(long bytes, String text) {
    assertThat(Sizes.text(bytes)).isEqualTo(text);
    assertThat(Sizes.find(text)).hasValue(bytes);
  }

  @Test
  void areNotThereWhereAUnitIsNotKnown() {
    assertThat(Sizes.find("10mb")).isEmpty();
    assertThat(Sizes.find("")).isEmpty();
  }
}
