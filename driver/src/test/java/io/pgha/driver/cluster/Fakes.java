package io.pgha.driver.cluster;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.patroni.FakePatroni;
import io.pgha.driver.patroni.PatroniClient;
import io.pgha.driver.patroni.PatroniTls;
import io.pgha.driver.topology.Member;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;

/** Members for monitors to watch, real down to the sockets. Polled at the start and in a hurry. */
final class Fakes implements AutoCloseable {
  private static final AtomicInteger STARTED = new AtomicInteger();

  private final List<FakePatroni> started = new ArrayList<>();

  FakePatroni start() throws IOException {
    FakePatroni patroni = FakePatroni.start();
    started.add(patroni);
    return patroni;
  }

  static PatroniClient client() {
    return new PatroniClient(PatroniTls.of(null, null, null), Duration.ofMillis(900));
  }

  static WatchedCluster watched(FakePatroni... seeds) {
    List<Member> members = Arrays.stream(seeds).map(Fakes::seed).toList();
    return watched(members, Set.of());
  }

  static WatchedCluster watched(List<Member> seeds, Set<URI> discoverySeeds) {
    return new WatchedCluster(
        "fakes-" + STARTED.incrementAndGet(),
        seeds,
        discoverySeeds,
        Duration.ofHours(1),
        /* discovery= */ true,
        found -> true);
  }

  private static Member seed(FakePatroni patroni) {
    return new Member(
        /* name= */ null,
        new HostPort("127.0.0.1", patroni.port()),
        patroni.api(),
        /* seed= */ true);
  }

  @Override
  public void close() throws IOException {
    for (FakePatroni each : started) {
      each.close();
    }
  }
}
