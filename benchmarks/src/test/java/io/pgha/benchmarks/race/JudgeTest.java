package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.pgha.benchmarks.race.Attempt.Outcome;
import io.pgha.benchmarks.race.Judge.Entry;
import io.pgha.benchmarks.race.Results.LaneResult;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** A leader is lost at 0 and another one takes writes from 100 ms on; the round ends at 200. */
final class JudgeTest {
  private static final String OLD = "198.18.1.11";
  private static final String NEW = "198.18.1.12";

  private static final List<Attempt> LIMIT = writes(OLD, 1, -50, 0, NEW, 2, 100, 190);

  /** It writes on the old leader until 140 ms, which is lost, and fails once. */
  private static final List<Attempt> STRAY = writes(OLD, 1, -50, 140, NEW, 2, 150, 190);

  private static List<Attempt> writes(
      String one, int timeline, long from, long to, String other, int next, long again, long end) {
    List<Attempt> all = new ArrayList<>();
    every10(from, to).forEach(at -> all.add(write(at, one, timeline)));
    all.add(new Attempt(nanos(to), nanos(to + 1), Outcome.FAILED, "", 0, 0));
    all.add(new Attempt(nanos(to + 2), nanos(to + 3), Outcome.NO_CONNECTION, "", 0, 0));
    every10(again, end).forEach(at -> all.add(write(at, other, next)));
    return all;
  }

  private static LongStream every10(long from, long to) {
    return LongStream.iterate(from, at -> at <= to, at -> at + 10);
  }

  /** Ends at that time; its number is unique. */
  private static Attempt write(long at, String by, int timeline) {
    return new Attempt(
        nanos(at - 1), nanos(at), Outcome.SERVED, by, 1000L * timeline + at, timeline);
  }

  private static long nanos(long millis) {
    return Duration.ofMillis(millis).toNanos();
  }

  private static List<LaneResult> judged() {
    Set<Long> kept =
        LIMIT.stream().filter(Attempt::isServed).map(Attempt::number).collect(Collectors.toSet());
    List<Attempt> all = new ArrayList<>(LIMIT);
    all.addAll(STRAY);
    Judge judge = new Judge(0, 200, new Lineage(all, kept), Map.of(OLD, "pg1", NEW, "pg2"));
    return judge.judge(
        List.of(
            new Entry(Contender.LIMIT, Operation.WRITE, LIMIT),
            new Entry("stray", Operation.WRITE, STRAY)));
  }

  @Test
  void limitIsNotBehindItself() {
    LaneResult limit = judged().get(0);
    assertThat(limit.gap()).isEqualTo(100);
    assertThat(limit.back()).isEqualTo(100);
    assertThat(limit.behindLimit()).isZero();
    assertThat(limit.served())
        .containsExactly(new Served(-50, 0, "pg1"), new Served(100, 190, "pg2"));
  }

  @Test
  void whatWentAstrayIsCountedAndIsNoSuccess() {
    LaneResult stray = judged().get(1);
    assertThat(stray.misrouted()).isEqualTo(5);
    assertThat(stray.served()).extracting(Served::by).containsExactly("pg1", "pg2");
    assertThat(stray.back()).isEqualTo(150);
    assertThat(stray.isBack(200)).isTrue();
  }

  @Test
  void failuresAfterTheStrikeAreCounted() {
    assertThat(judged())
        .extracting(LaneResult::errors, LaneResult::failedConnects)
        .containsOnly(tuple(1L, 1L));
  }

  @Test
  void laterOneIsBehindByWhatIsNotPartOfTheLimitsGap() {
    assertThat(judged().get(1).behindLimit()).isEqualTo(50);
  }
}
