package io.pgha.demo;

import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * What the user sees while it happens: a line every second once there is somebody to watch, and
 * below it what the demo does and for how long. Thread-safe.
 */
final class Screen implements AutoCloseable {
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private record Doing(String what, long since) {}

  private final Terminal terminal;
  private final Recorder recorder;
  private final Paint paint;
  private final Row row;
  private final Repeater ticker = new Repeater("screen", 1);

  private volatile @Nullable Lookout watched;
  private volatile @Nullable Doing doing;

  Screen(Terminal terminal, Recorder recorder) {
    this.terminal = terminal;
    this.recorder = recorder;
    this.paint = terminal.paint();
    this.row = new Row(paint);
    ticker.everySecond(this::tick);
  }

  void print(List<String> lines) {
    lines.forEach(terminal::print);
  }

  void title(String title) {
    terminal.print("");
    terminal.print(paint.bold(title));
  }

  /** Says what is going on from now on. */
  void doing(String what) {
    doing = new Doing(what, recorder.now());
    showDoing();
  }

  void step(int number, int steps, Step step) {
    title("Step %d of %d: %s".formatted(number, steps, step.title()));
    print(step.words());
    doing(step.waiting());
    Lookout lookout = watched;
    if (lookout != null) {
      terminal.print(row.header(List.copyOf(lookout.words().keySet())));
    }
  }

  /** Shows a line every second from now on; none for null. */
  void watch(@Nullable Lookout lookout) {
    watched = lookout;
  }

  private void tick() {
    Lookout lookout = watched;
    if (lookout != null) {
      long now = recorder.now();
      terminal.print(row.line(now, cells(lookout.words(), recorder.since(now - SECOND))));
    }
    showDoing();
  }

  private static List<Row.Cell> cells(Map<String, String> words, Recording second) {
    return words.entrySet().stream()
        .map(member -> Row.Cell.of(member.getKey(), member.getValue(), second))
        .toList();
  }

  private void showDoing() {
    Doing current = doing;
    if (current != null) {
      long seconds = (recorder.now() - current.since()) / SECOND;
      terminal.status("       " + current.what() + " ...", " " + seconds + " s");
    }
  }

  void findings(List<Finding> findings) {
    findings.forEach(each -> terminal.print("  " + sign(each) + "  " + each.text()));
  }

  private String sign(Finding finding) {
    return finding.right() ? paint.good("ok   ") : paint.bad("WRONG");
  }

  /** Ends the lines and the status; printing goes on. */
  @Override
  public void close() {
    ticker.close();
    watched = null;
    doing = null;
    terminal.clearStatus();
  }
}
