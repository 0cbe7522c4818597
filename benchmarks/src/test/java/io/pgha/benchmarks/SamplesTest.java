package io.pgha.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

final class SamplesTest {
  @Test
  void medianIsNotMovedByOneOutlier() {
    assertThat(Samples.of(DoubleStream.of(3, 1, 1000, 2, 2)).median()).isEqualTo(2);
  }

  @Test
  void ratioOfWhatDoesNotScatterIsExact() {
    Samples twos = Samples.of(DoubleStream.of(2, 2, 2));
    assertThat(Samples.of(DoubleStream.of(3, 3, 3)).ratioTo(twos)).isEqualTo("1.50 (1.50 to 1.50)");
  }

  @Test
  void intervalShowsHowMuchTheyScatter() {
    Samples scattered = Samples.of(DoubleStream.of(1, 2, 3, 4, 5));
    assertThat(scattered.ratioTo(Samples.of(DoubleStream.of(1)))).isEqualTo("3.00 (1.00 to 5.00)");
  }
}
