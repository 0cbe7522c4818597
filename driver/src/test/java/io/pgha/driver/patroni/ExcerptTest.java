package io.pgha.driver.patroni;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ExcerptTest {
  /** Terminals obey the controls beyond ASCII, too, and some programs break lines there. */
  @ParameterizedTest
  @ValueSource(strings = {"\u0007", "\u009b", "\u0085", "\u2028", "\u202e", "\u00a0", "\n\t"})
  void makesASpaceOfWhatNobodyCanSee(String unseen) {
    assertThat(Excerpt.of("a" + unseen + "b")).isEqualTo("a b");
  }
}
