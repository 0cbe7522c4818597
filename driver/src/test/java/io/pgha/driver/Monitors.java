package io.pgha.driver;

import static org.awaitility.Awaitility.await;

import java.util.List;

/** The threads that watch clusters in this JVM. */
public final class Monitors {
  private Monitors() {}

  /** Those of the cluster whose URL has these hosts, as they are written there. */
  public static List<Thread> of(String hosts) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> thread.getName().equals("pgha-monitor-" + hosts))
        .toList();
  }

  public static void awaitEnd(String hosts) {
    await("monitor of " + hosts + " to end").until(() -> of(hosts).isEmpty());
  }
}
