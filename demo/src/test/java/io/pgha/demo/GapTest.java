package io.pgha.demo;

import static io.pgha.demo.Runs.nanos;
import static io.pgha.demo.Runs.span;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

final class GapTest {
  private static long longest(Span event, long... answersAt) {
    Runs run = new Runs();
    for (long at : answersAt) {
      run.readOnReplica(at - 1);
    }
    return Gap.longest(run.recording().reads(), event);
  }

  @Test
  void isTheLongestTimeBetweenTwoAnswers() {
    assertThat(longest(span(0, 100), 0, 10, 60, 100)).isEqualTo(nanos(50));
  }

  @Test
  void beginsWithTheLastAnswerBeforeTheEvent() {
    assertThat(longest(span(100, 200), 20, 90, 170, 180, 200)).isEqualTo(nanos(80));
  }

  @Test
  void endsWithTheFirstAnswerAfterTheEvent() {
    assertThat(longest(span(100, 200), 100, 150, 230, 300)).isEqualTo(nanos(80));
  }

  @Test
  void leavesOutWhatIsBeforeAndAfter() {
    assertThat(longest(span(100, 200), 0, 95, 150, 205, 900)).isEqualTo(nanos(55));
  }

  @Test
  void doesNotDependOnTheOrder() {
    assertThat(longest(span(0, 100), 60, 100, 10, 0)).isEqualTo(nanos(50));
  }

  @Test
  void isTheWholeEventWithoutAnyAnswer() {
    assertThat(longest(span(100, 300))).isEqualTo(nanos(200));
  }

  @Test
  void countsUpToTheEndWithoutAnAnswerAfterIt() {
    assertThat(longest(span(100, 300), 90, 110)).isEqualTo(nanos(190));
  }
}
