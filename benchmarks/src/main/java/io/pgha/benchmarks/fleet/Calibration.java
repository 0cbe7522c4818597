package io.pgha.benchmarks.fleet;

import com.fasterxml.jackson.annotation.JsonIgnore;
import io.pgha.testkit.Member;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What one member's API can do, measured before anybody watches the cluster.
 *
 * @param perSecond requests, when there are always as many as it has workers
 * @param single how long a request takes that is alone
 * @param processorMillis what a request costs Patroni's process
 * @param storm very many clients at once; what the model is checked against, in {@link
 *     Results.Check}
 * @param nanos of each single request
 */
record Calibration(
    boolean tls,
    double perSecond,
    Waits single,
    double processorMillis,
    @JsonIgnore Load storm,
    List<Long> nanos) {
  private static final Duration TIMEOUT = Duration.ofSeconds(5);
  private static final int WARM_UP = 300;
  private static final int SINGLES = 500;

  /** What is not simulated need not be known as well. */
  private static final int TLS_SHARE = 5;

  private static final int STORM = 60;

  static Calibration of(Api api, Member member, boolean tls, Duration time)
      throws InterruptedException {
    int share = tls ? TLS_SHARE : 1;
    singles(api, WARM_UP / share);
    List<Long> nanos = singles(api, SINGLES / share);
    Duration before = Processor.used(List.of(member));
    Load full = Load.on(api, ApiModel.WORKERS, time);
    Duration used = Processor.used(List.of(member)).minus(before);
    return new Calibration(
        tls,
        Rounded.tenth(full.perSecond()),
        Waits.ofNanos(nanos),
        Math.round(1000.0 * used.toMillis() / full.nanos().size()) / 1000.0,
        Load.on(api, STORM, time),
        nanos);
  }

  private static List<Long> singles(Api api, int count) {
    return Stream.generate(() -> api.ask(TIMEOUT)).limit(count).toList();
  }

  ServiceTimes serviceTimes() {
    return new ServiceTimes(nanos, perSecond);
  }
}
