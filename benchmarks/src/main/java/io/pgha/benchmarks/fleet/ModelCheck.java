package io.pgha.benchmarks.fleet;

import static io.pgha.benchmarks.fleet.Markdown.known;
import static io.pgha.benchmarks.fleet.Markdown.number;
import static io.pgha.benchmarks.fleet.Markdown.row;
import static io.pgha.benchmarks.fleet.Markdown.rows;
import static io.pgha.benchmarks.fleet.Markdown.waits;

import io.pgha.benchmarks.fleet.Results.Check;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The model beside what it is a model of, for the report. */
final class ModelCheck {
  private static final String TEXT =
      """
      ## Is the model right?

      The model has the workers that Patroni has since 4.1.1. Before that, it has a thread for each connection: where the real members are older (%s here), their
      times and queue are compared, not how they share the work.

      Clients without any pause, on a real API and on the model of it:

      | clients | API | requests a second | ms: median | 99 %% | max | refused |
      |---:|---|---:|---:|---:|---:|---:|
      %s

      Fleets, real and simulated:

      | JVMs | situation | | requests | at the peak | others: median | 99 %% | known: 50 %% | 99 %% |
      |---:|---|---|---:|---:|---:|---:|---:|---:|
      %s
      """;

  private final Results results;

  private ModelCheck(Results results) {
    this.results = results;
  }

  static String of(Results results) {
    return new ModelCheck(results).text();
  }

  private String text() {
    return TEXT.formatted(
        results.patroni(), rows(results.check(), ModelCheck::line), rows(fleets(), Compared::line));
  }

  private static String line(Check check) {
    return row(
        check.clients(),
        check.of(),
        number(check.requestsPerSecond()),
        waits(check.waits()),
        check.refused());
  }

  /** Those that were both measured and simulated, over http as the model is. */
  private List<Compared> fleets() {
    return results.real().stream()
        .filter(run -> !run.tls())
        .flatMap(this::besideSimulated)
        .toList();
  }

  private Stream<Compared> besideSimulated(RealRun real) {
    return results.simulated().stream()
        .filter(run -> run.jvms() == real.jvms() && run.situation().equals(real.situation()))
        .flatMap(run -> Stream.of(Compared.of(real), Compared.of(run)));
  }

  /** What a real run and a simulated one have in common. */
  private record Compared(
      int jvms,
      String situation,
      String of,
      double requests,
      double peak,
      Waits others,
      @Nullable Knowing learnt) {
    static Compared of(RealRun run) {
      return new Compared(
          run.jvms(),
          run.situation(),
          "real",
          run.requestsPerSecond(),
          run.peakRequestsPerSecond(),
          run.others(),
          run.learnt());
    }

    static Compared of(SimulatedRun run) {
      return new Compared(
          run.jvms(),
          run.situation(),
          "simulated",
          run.requestsPerSecond(),
          run.peakRequestsPerSecond(),
          run.others(),
          run.learnt());
    }

    String line() {
      return row(
          jvms,
          situation,
          of,
          number(requests),
          number(peak),
          number(others.median()),
          number(others.p99()),
          known(learnt, 0.5),
          known(learnt, 0.99));
    }
  }
}
