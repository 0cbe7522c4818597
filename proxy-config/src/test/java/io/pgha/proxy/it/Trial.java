package io.pgha.proxy.it;

import static org.awaitility.Awaitility.await;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.VirtualAddressWatch;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/** Traffic on all paths while the cluster or the hosts suffer from one fault. */
final class Trial implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofMinutes(2);

  /** How long traffic goes on without a failure before a fault counts as over. */
  private static final Duration CALM = Duration.ofSeconds(3);

  private final String fault;
  private final List<Run> runs;
  private final long begin;

  private record Run(ProxiedPath path, Traffic traffic, VirtualAddressWatch watch) {}

  /** Returns when all applications are well. */
  Trial(String fault, PatroniCluster cluster, List<ProxiedPath> paths, AtomicLong timeline) {
    this.fault = fault;
    paths.forEach(path -> path.hosts().awaitHolder());
    this.runs =
        paths.stream()
            .map(
                path ->
                    new Run(
                        path,
                        new Traffic(path, cluster, path.writePort(), timeline),
                        path.hosts().watch()))
            .toList();
    awaitCalm();
    this.begin = System.nanoTime();
  }

  /** Waits until every application is well again, for some seconds from now. */
  void awaitCalm() {
    long now = System.nanoTime();
    for (Run run : runs) {
      await(run.path().profile() + " after: " + fault)
          .atMost(DEADLINE)
          .until(() -> run.traffic().isWell(now, CALM));
    }
  }

  /** Waits until all readers of the path are served by replicas, asked from now. */
  void awaitReadsOnReplicas(ProxiedPath path) {
    long now = System.nanoTime();
    await(path.profile() + " to read on replicas after: " + fault)
        .atMost(DEADLINE)
        .until(() -> readsReplicas(path, now));
  }

  private boolean readsReplicas(ProxiedPath path, long from) {
    return runs.stream()
        .filter(run -> run.path().equals(path))
        .allMatch(run -> run.traffic().readsReplicas(from));
  }

  List<Result> results() {
    return runs.stream().map(this::result).toList();
  }

  private Result result(Run run) {
    return new Result(
        fault,
        run.path().profile(),
        run.traffic().writeGap(begin),
        run.traffic().readGap(begin),
        run.traffic().misrouted(),
        run.watch().longestOnNone(),
        run.watch().longestOnSeveral(),
        run.traffic().readsReplicas(begin));
  }

  @Override
  public void close() {
    runs.forEach(
        run -> {
          run.traffic().close();
          run.watch().close();
        });
  }
}
