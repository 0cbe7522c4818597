package io.pgha.driver.telemetry;

import io.pgha.driver.topology.Member;
import java.util.function.Consumer;

/** Takes events. Thread-safe. */
interface Recorder {
  Recorder NONE = new None();

  /** JFR's, where the JVM has that. */
  static Recorder present() {
    return Present.has("jdk.jfr.Event") ? new JfrRecorder() : NONE;
  }

  void viewChanged(String cluster, long sequence, ViewSummary seen);

  void fenced(String cluster, Member member, int sessions, String reason);

  /** A search for a member begins; what is returned is to be told how it ended. */
  Consumer<Route> route(String cluster);

  /** A wait for a leader begins; what is returned is to be told how it ended. */
  Consumer<String> waitForLeader(String cluster);

  /** Takes none. */
  final class None implements Recorder {
    @Override
    public void viewChanged(String cluster, long sequence, ViewSummary seen) {}

    @Override
    public void fenced(String cluster, Member member, int sessions, String reason) {}

    @Override
    public Consumer<Route> route(String cluster) {
      return route -> {};
    }

    @Override
    public Consumer<String> waitForLeader(String cluster) {
      return outcome -> {};
    }
  }
}
