package io.pgha.driver.topology;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.patroni.Answers;
import io.pgha.driver.patroni.Recorded;
import java.io.IOException;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What does not depend on the answers; the rest is in {@code scenarios/}. */
class TopologyRulesTest {
  private static final Member PG1 = member("pg1");
  private static final Member PG2 = member("pg2");
  private static final View INITIAL = View.initial(List.of(PG1, PG2), List.of());

  @Test
  void leavesTheViewAloneWhenSomebodyElseAnswers() throws IOException {
    assertThat(TopologyRules.observe(INITIAL, answer(member("pg9"), 1))).isSameAs(INITIAL);
  }

  @Test
  void leavesTheViewAloneWhenALaterPollWasQuicker() throws IOException {
    View view = TopologyRules.observe(INITIAL, Observation.noAnswer(PG1.api(), 2, "refused"));

    assertThat(TopologyRules.observe(view, answer(PG1, 1))).isSameAs(view);
  }

  @Test
  void numbersEveryNewViewOneHigher() throws IOException {
    View first = TopologyRules.observe(INITIAL, answer(PG1, 1));
    View second = TopologyRules.settle(first);
    View third = TopologyRules.replaceMembers(second, List.of(PG1));

    assertThat(List.of(INITIAL.sequence(), first.sequence(), second.sequence(), third.sequence()))
        .containsExactly(0L, 1L, 2L, 3L);
  }

  @Test
  void settlesOnce() throws IOException {
    View settled = TopologyRules.settle(INITIAL);

    assertThat(INITIAL.settled()).isFalse();
    assertThat(settled.settled()).isTrue();
    assertThat(TopologyRules.settle(settled)).isSameAs(settled);
    assertThat(TopologyRules.observe(settled, answer(PG1, 1)).settled()).isTrue();
  }

  @Test
  void describesWhatEachMemberAnsweredLast() throws IOException {
    View view = TopologyRules.observe(INITIAL, answer(PG1, 1));
    assertThat(view.describe())
        .isEqualTo(
            "pg1 (pg1:5432): leader lock, role primary, state running, timeline 1; "
                + "pg2:5432: not asked yet");

    view = TopologyRules.observe(view, Observation.noAnswer(PG1.api(), 2, "connection refused"));
    view = TopologyRules.observe(view, Observation.noAnswer(PG2.api(), 2, "no answer within 1s"));
    assertThat(view.describe())
        .isEqualTo(
            "pg1 (pg1:5432): connection refused, earlier leader lock, role primary, state running,"
                + " timeline 1; pg2:5432: no answer within 1s");
  }

  private static Observation answer(Member member, long round) throws IOException {
    String healthy = Recorded.of("4.1.5", "healthy", "pg1_patroni.json").text();
    return Observation.answer(member.api(), round, Answers.status(200, healthy));
  }

  private static Member member(String host) {
    return new Member(
        /* name= */ null,
        new HostPort(host, 5432),
        URI.create("http://" + host + ":8008"),
        /* seed= */ true);
  }
}
