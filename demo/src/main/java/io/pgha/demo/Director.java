package io.pgha.demo;

import io.pgha.testkit.PatroniCluster;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;

/** Goes through the steps, and notes when what happened. */
final class Director {
  /** How long writes and reads must have been as they should be. */
  private static final long STEADY = TimeUnit.SECONDS.toNanos(1);

  /**
   * How long the application may take for that, once the cluster shows its new state: the driver's
   * longest pause between two looks is 6 s soon after an event, and a busy machine may need a
   * little more.
   */
  private static final Duration FOLLOW_TIMEOUT = Duration.ofSeconds(15);

  /** How long it is watched after that. */
  private static final long WATCH = TimeUnit.SECONDS.toNanos(4);

  private final PatroniCluster cluster;
  private final Recorder recorder;
  private final Screen screen;

  Director(PatroniCluster cluster, Recorder recorder, Screen screen) {
    this.cluster = cluster;
    this.recorder = recorder;
    this.screen = screen;
  }

  List<Event> run(List<Step> steps) {
    List<Event> events = new ArrayList<>();
    for (Step step : steps) {
      screen.step(events.size() + 1, steps.size(), step);
      events.add(run(step));
    }
    return List.copyOf(events);
  }

  private Event run(Step step) {
    long start = recorder.now();
    step.change().run();
    screen.doing("waiting for the application to follow");
    OptionalLong settledAt = awaitFollowed(step, recorder.now());
    screen.doing("watching");
    long until = recorder.now() + WATCH;
    cluster.await("the end of the step", () -> recorder.now() >= until);
    return new Event(step.event(), new Span(start, recorder.now()), settledAt, step.reads());
  }

  private OptionalLong awaitFollowed(Step step, long shownAt) {
    try {
      cluster.await("the application to follow", FOLLOW_TIMEOUT, () -> hasFollowed(step, shownAt));
      return OptionalLong.of(recorder.now());
    } catch (IllegalStateException e) {
      return OptionalLong.empty();
    }
  }

  private boolean hasFollowed(Step step, long shownAt) {
    long from = recorder.now() - STEADY;
    Recording latest = recorder.since(from);
    return from >= shownAt
        && (!step.writesGoOn() || !latest.writes().isEmpty())
        && !latest.reads().isEmpty()
        && latest.reads().stream().allMatch(step.reads()::accept);
  }
}
