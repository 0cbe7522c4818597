package io.pgha.hikari;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * An application with many more threads than sessions. The build runs it where synchronized code
 * pins no virtual thread to its carrier: on JDK 24 and later.
 */
final class VirtualThreadsIT {
  private static final int THREADS = 10_000;
  private static final int SESSIONS = 10;
  private static final String STARTED = "jdk.VirtualThreadStart";
  private static final String PINNED = "jdk.VirtualThreadPinned";

  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private final PatroniCluster cluster = patroni.cluster();

  @Test
  void borrowAndQueryByTheThousandsAndNoneIsPinned(@TempDir Path folder) throws Exception {
    PghaHikariConfig config = Pools.config(cluster);
    config.setMaximumPoolSize(SESSIONS);
    config.setConnectionTimeout(120_000);
    try (PghaHikariDataSource pools = Pools.awaitReplicas(new PghaHikariDataSource(config));
        Recording recording = new Recording()) {
      // A class is initialized by one thread, which may be pinned meanwhile.
      assertThat(serversOf(pools, 2 * SESSIONS)).hasSize(2 * SESSIONS);
      recording.enable(STARTED);
      recording.enable(PINNED).withoutThreshold().withStackTrace();
      recording.start();

      List<String> servers = serversOf(pools, THREADS);

      recording.stop();
      List<RecordedEvent> events = events(recording, folder);
      String leader = cluster.leader().host();
      assertThat(Collections.frequency(servers, leader)).isEqualTo(THREADS / 2);
      assertThat(named(events, STARTED)).hasSizeGreaterThanOrEqualTo(THREADS);
      assertThat(named(events, PINNED)).isEmpty();
    }
  }

  /** Of as many threads, of which every other one reads. */
  private static List<String> serversOf(PghaHikariDataSource pools, int count) throws Exception {
    ExecutorService threads = virtualThreads();
    try {
      List<Future<String>> all =
          IntStream.range(0, count).mapToObj(i -> threads.submit(() -> server(pools, i))).toList();
      List<String> servers = new ArrayList<>();
      for (Future<String> each : all) {
        servers.add(each.get());
      }
      return servers;
    } finally {
      threads.shutdown();
    }
  }

  private static String server(PghaHikariDataSource pools, int i) throws Exception {
    return i % 2 == 0 ? Sql.write(pools, Sql.SERVER) : Sql.read(pools, Sql.SERVER);
  }

  /** By name, as it is compiled for a release that has none. */
  private static ExecutorService virtualThreads() throws ReflectiveOperationException {
    return (ExecutorService)
        Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
  }

  private static List<RecordedEvent> events(Recording recording, Path folder) throws IOException {
    Path file = folder.resolve("threads.jfr");
    recording.dump(file);
    return RecordingFile.readAllEvents(file);
  }

  private static List<RecordedEvent> named(List<RecordedEvent> events, String name) {
    return events.stream().filter(event -> event.getEventType().getName().equals(name)).toList();
  }
}
