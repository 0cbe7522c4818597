package io.pgha.driver.proof;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** One table of all faults, for reading. Nothing in it is asserted. */
final class Report {
  private static final String HEAD =
      """
      Times in ms, the longest in which nothing was acknowledged: to the control, which tries every
      member all the time (the cluster's own limit); to the clients with one connection; to the
      worst of the pool's clients; to the reader that shares a pool with writers, by flag. Window: from the control's first write on the new leader to the view
      that has it, and the writes begun elsewhere in it. Failures: told to one connection's and the
      pool's clients; unknown: 08007 among them. Lost: acknowledged and gone, of the driver's
      clients and of the control's. Observation: the oldest by which a replica was chosen.

      | fault | write: control | one | pool | read: control | one | pool | by flag | window | in it | failures | unknown | lost | control lost | observation |
      |---|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|--:|
      """;

  private final List<String> rows = new ArrayList<>();

  void add(String fault, History history) {
    Measures all = new Measures(history);
    String row =
        "| %s | %d | %d | %d | %d | %d | %d | %d | %d | %d | %d + %d | %d + %d | %d | %d | %d |"
            .formatted(
                fault,
                all.writeGap(Traffic.CONTROL).toMillis(),
                all.worstWriteGap(Traffic.ONE).toMillis(),
                all.worstWriteGap(Traffic.POOL).toMillis(),
                all.readGap(Traffic.CONTROL).toMillis(),
                all.worstReadGap(Traffic.ONE).toMillis(),
                all.worstReadGap(Traffic.POOL_READER).toMillis(),
                all.worstReadGap(Traffic.READER_BY_FLAG).toMillis(),
                all.window().toMillis(),
                all.writesInWindow(),
                all.failures(Traffic.ONE),
                all.failures(Traffic.POOL),
                all.unknown(Traffic.ONE),
                all.unknown(Traffic.POOL),
                all.lost(Traffic.ONE) + all.lost(Traffic.POOL),
                all.lost(Traffic.CONTROL),
                Routes.oldestObservation(history).toMillis());
    rows.add(row);
    System.out.println("[fault] " + row);
  }

  void write(Path file, Duration took) {
    String text =
        HEAD + String.join("\n", rows) + "\n\nAll of it took " + took.toSeconds() + " s.\n";
    System.out.println(text);
    try {
      Files.createDirectories(file.toAbsolutePath().getParent());
      Files.writeString(file, text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
