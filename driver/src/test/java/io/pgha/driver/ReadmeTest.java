package io.pgha.driver;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import org.junit.jupiter.api.Test;

final class ReadmeTest {
  @Test
  void listsTheParametersAsTheyAre() throws IOException {
    assertThat(Readme.read().parameterTable()).isEqualTo(ParameterTable.markdown());
  }
}
