package io.pgha.benchmarks.fleet;

import static io.pgha.benchmarks.fleet.Markdown.known;
import static io.pgha.benchmarks.fleet.Markdown.number;
import static io.pgha.benchmarks.fleet.Markdown.row;
import static io.pgha.benchmarks.fleet.Markdown.rows;
import static io.pgha.benchmarks.fleet.Markdown.waits;

import io.pgha.benchmarks.report.Goal;
import io.pgha.benchmarks.report.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Locale;

/** What a run has found, as a part of the report. */
final class FleetReport {
  private static final String HEAD =
      """
      # What a fleet costs the cluster

      %s
      Seed: %d.

      Each JVM polls the %d members once in %d s, and less often the longer all is well. Requests are those to one member that lives, and a second. Others
      are clients of the same API that ask every %d ms, in milliseconds until they have the whole answer; what took %d s was given up.
      Known is how long after the promotion (or the start) of the leader a part of the JVMs knew that it takes writes. What is steady begins
      %d s after the last JVM was started.

      """;

  private static final String ONE_API =
      """
      ## One API

      Before anybody watches, asked by an ordinary client. Alone is one request after another, full are always %d at once. Over https most of
      the time is TCP's, which puts off the acknowledgement that the next piece of the answer waits for; pgha's own requests do not.

      | | requests a second, full | ms alone: median | 99 %% | Patroni's processor time for a request, ms |
      |---|---:|---:|---:|---:|
      %s

      """;

  private static final String REAL =
      """
      ## Real: monitors on a cluster of Patroni %s

      All on this machine: the JVMs, the members, the others. Refused are connections that the kernel dropped, whoever sent them.
      Processor is what a member's Patroni took of one.

      | JVMs | API | situation | requests | at the peak | processor | others: median | 99 %% | max | refused | known: 50 %% | 99 %% | all |
      |---:|---|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
      %s

      """;

  private static final String SIMULATED =
      """
      ## Simulated: the same monitors without threads, under a clock that jumps

      The members are modelled on Patroni since 4.1.1, %d workers and a listen queue of %d, with the times of the table above
      (http). Not measured in this run: a promotion takes %d ms from the lock to the first write, as it did with a Patroni 4.1; accepting a connection is
      %.0f %% of the work for a request, and the rest takes %d turns at Python's lock, which are estimates that the last section checks.
      Busy is what the members do for the JVMs, of what they can. Quiet is when nothing has happened for minutes. The last column counts the requests between Patroni's own members, in their race
      for the lock, that were not answered within their %d s.

      | JVMs | situation | requests | at the peak | busy | others: median | 99 %% | max | refused | known: 50 %% | 99 %% | all | race timeouts |
      |---:|---|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|---:|
      %s

      """;

  private final Results results;

  private FleetReport(Results results) {
    this.results = results;
  }

  static void write(Results results, Path folder) throws IOException {
    Page.write(folder, "fleet", results, new FleetReport(results).text());
  }

  private String text() {
    return head()
        + Goal.section("fleet", results.goals())
        + "\n"
        + oneApi()
        + real()
        + simulated()
        + ModelCheck.of(results);
  }

  private String head() {
    return HEAD.formatted(
        results.origin().sentence(),
        results.seed(),
        results.members(),
        results.pollSeconds(),
        SimulatedOthers.PAUSE.toMillis(),
        SimulatedOthers.TIMEOUT.toSeconds(),
        SimulatedFleet.WARM_UP.toSeconds());
  }

  private String oneApi() {
    return ONE_API.formatted(ApiModel.WORKERS, rows(results.calibration(), FleetReport::line));
  }

  private static String line(Calibration api) {
    return row(
        api.tls() ? "https" : "http",
        number(api.perSecond()),
        number(api.single().median()),
        number(api.single().p99()),
        String.format(Locale.ROOT, "%.3f", api.processorMillis()));
  }

  private String real() {
    return REAL.formatted(results.patroni(), rows(results.real(), FleetReport::line));
  }

  private static String line(RealRun run) {
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

  private String simulated() {
    return SIMULATED.formatted(
        ApiModel.WORKERS,
        ApiModel.QUEUE,
        SimulatedCluster.PROMOTION.toMillis(),
        100 * ApiModel.ACCEPTING_SHARE,
        ApiModel.TURNS,
        SimulatedCluster.RACE_TIMEOUT.toSeconds(),
        rows(results.simulated(), FleetReport::line));
  }

  private static String line(SimulatedRun run) {
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
}
