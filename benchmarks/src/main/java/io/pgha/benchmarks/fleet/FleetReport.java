package io.pgha.benchmarks.fleet;

import io.pgha.benchmarks.fleet.Results.Check;
import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What a run has found, as a part of the report. */
final class FleetReport {
  private final Results results;

  private FleetReport(Results results) {
    this.results = results;
  }

  static void write(Results results, Path folder) throws IOException {
    Page.write(folder, "fleet", results, new FleetReport(results).text());
  }

  private String text() {
    return """
        # What a fleet costs the cluster

        %s
        Seed: %d.

        Each JVM polls the three members once in %d s while all is well. Requests are those to one member that lives, and a second. Others
        are clients of the same API that ask every 50 ms, in milliseconds until they have the whole answer; what took 5 s was given up.
        Known is how long after the promotion (or the start) of the leader a part of the JVMs knew that it takes writes.

        %s
        ## One API

        Before anybody watches, asked by an ordinary client. Alone is one request after another, full are always five at once. Over https most of
        the time is TCP's, which puts off the acknowledgement that the next piece of the answer waits for; pgha's own requests do not.

        | | requests a second, full | ms alone: median | 99 %% | Patroni's processor time for a request, ms |
        |---|---:|---:|---:|---:|
        %s

        ## Real: monitors on a cluster of Patroni %s

        All on this machine: the JVMs, the members, the others. Refused are connections that the kernel dropped, whoever sent them.
        Processor is what a member's Patroni took of one.

        | JVMs | API | situation | requests | at the peak | processor | others: median | 99 %% | max | refused | known: 50 %% | 99 %% | all |
        |---:|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
        %s

        ## Simulated: the same monitors without threads, under a clock that jumps

        The members are modelled on Patroni since 4.1.1, five workers and a backlog of five, with the times of the table above
        (http). Busy is what they do for the JVMs, of what they can. Quiet is when nothing has happened for minutes. The last column counts the requests between Patroni's own members, in their race
        for the lock, that were not answered within their 2 s.

        | JVMs | situation | requests | at the peak | busy | others: median | 99 %% | max | refused | known: 50 %% | 99 %% | all | race timeouts |
        |---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
        %s

        ## Is the model right?

        Clients without any pause, on a real API and on the model of it:

        | clients | API | requests a second | ms: median | 99 %% | max | refused |
        |---:|---|---:|---:|---:|---:|---:|
        %s

        Fleets, real and simulated:

        | JVMs | situation | | requests | at the peak | others: median | 99 %% | known: 50 %% | 99 %% |
        |---:|---|---|---:|---:|---:|---:|---:|---:|
        %s
        """
        .formatted(
            results.origin().sentence(),
            results.seed(),
            results.pollSeconds(),
            Goal.section(results.goals()),
            rows(results.calibration(), FleetReport::row),
            results.patroni(),
            rows(results.real(), FleetReport::row),
            rows(results.simulated(), FleetReport::row),
            rows(results.check(), FleetReport::row),
            sideBySide());
  }

  private static <T> String rows(Collection<T> results, Function<T, String> row) {
    return results.stream().map(row).collect(Collectors.joining("\n"));
  }

  private static String row(Calibration api) {
    return row(
        api.tls() ? "https" : "http",
        number(api.perSecond()),
        number(api.single().median()),
        number(api.single().p99()),
        String.format(Locale.ROOT, "%.3f", api.processorMillis()));
  }

  private static String row(RealRun run) {
    return row(
        run.jvms(),
        run.tls() ? "https" : "http",
        run.situation(),
        number(run.requestsPerSecond()),
        number(run.peakRequestsPerSecond()),
        number(run.processorPercent()) + " %",
        waits(run.others()),
        run.refused(),
        known(run.learnt()));
  }

  private static String row(SimulatedRun run) {
    return row(
        run.jvms(),
        run.situation(),
        number(run.requestsPerSecond()),
        number(run.peakRequestsPerSecond()),
        number(run.busyPercent()) + " %",
        waits(run.others()),
        run.refused(),
        known(run.learnt()),
        run.patroniTimeouts());
  }

  private static String row(Check check) {
    return row(
        check.clients(),
        check.of(),
        number(check.requestsPerSecond()),
        waits(check.waits()),
        check.refused());
  }

  /** Those that were both measured and simulated, over http as the model is. */
  private String sideBySide() {
    return results.real().stream()
        .filter(run -> !run.tls())
        .flatMap(this::beside)
        .collect(Collectors.joining("\n"));
  }

  private Stream<String> beside(RealRun real) {
    return results.simulated().stream()
        .filter(run -> run.jvms() == real.jvms() && run.situation().equals(real.situation()))
        .flatMap(
            run ->
                Stream.of(
                    compared(
                        real.jvms(),
                        real.situation(),
                        "real",
                        real.requestsPerSecond(),
                        real.peakRequestsPerSecond(),
                        real.others(),
                        real.learnt()),
                    compared(
                        run.jvms(),
                        run.situation(),
                        "simulated",
                        run.requestsPerSecond(),
                        run.peakRequestsPerSecond(),
                        run.others(),
                        run.learnt())));
  }

  private static String compared(
      int jvms,
      String situation,
      String of,
      double requests,
      double peak,
      Waits others,
      @Nullable Knowing learnt) {
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

  private static String waits(Waits waits) {
    return number(waits.median()) + " | " + number(waits.p99()) + " | " + number(waits.max());
  }

  private static String known(@Nullable Knowing learnt) {
    return known(learnt, 0.5) + " | " + known(learnt, 0.99) + " | " + known(learnt, 1);
  }

  private static String known(@Nullable Knowing learnt, double fraction) {
    if (learnt == null) {
      return "";
    }
    OptionalDouble millis = learnt.millis(fraction);
    return millis.isPresent() ? number(millis.getAsDouble()) : "never";
  }

  private static String number(double value) {
    return String.format(Locale.ROOT, "%,.1f", value);
  }

  private static String row(Object... cells) {
    return Stream.of(cells).map(String::valueOf).collect(Collectors.joining(" | ", "| ", " |"));
  }
}
