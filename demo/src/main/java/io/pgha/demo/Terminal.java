package io.pgha.demo;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * Where lines are printed. A terminal has one more line below them, the status, which is
 * overwritten; elsewhere a status is printed once, when its text is new. Thread-safe.
 */
final class Terminal {
  private static final String ERASE_LINE = "\r\u001b[K";

  private final PrintStream out;
  private final boolean live;

  /** Guarded by this. */
  private String status = "";

  private boolean silent;

  Terminal(PrintStream out, boolean live) {
    this.out = out;
    this.live = live;
  }

  static Terminal stdout() {
    return new Terminal(System.out, isTerminal() && isCapable(System.getenv()));
  }

  /** {@code System.console()} would ask for a terminal at the input too. */
  private static boolean isTerminal() {
    try {
      String file = Files.readSymbolicLink(Path.of("/proc/self/fd/1")).toString();
      return file.startsWith("/dev/pts/") || file.startsWith("/dev/tty");
    } catch (IOException e) {
      return false;
    }
  }

  private static boolean isCapable(Map<String, String> environment) {
    return !environment.getOrDefault("TERM", "dumb").equals("dumb");
  }

  Paint paint() {
    return new Paint(live && System.getenv("NO_COLOR") == null);
  }

  synchronized void print(String line) {
    if (!silent) {
      out.println(live ? ERASE_LINE + line : line);
      showStatus();
    }
  }

  /**
   * Says what is going on now.
   *
   * @param progress changes all the time, and is for a terminal only
   */
  synchronized void status(String text, String progress) {
    if (silent) {
      return;
    }
    if (live) {
      status = text + progress;
      out.print(ERASE_LINE);
      showStatus();
    } else if (!text.equals(status)) {
      status = text;
      out.println(text);
    }
  }

  synchronized void clearStatus() {
    status = "";
    if (live && !silent) {
      out.print(ERASE_LINE);
      out.flush();
    }
  }

  private void showStatus() {
    if (live) {
      out.print(status);
      out.flush();
    }
  }

  /** Prints a last line, and nothing that comes after it. */
  synchronized void end(String line) {
    clearStatus();
    print(line);
    silent = true;
  }
}
