package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/**
 * Frees the System V segment that a killed PostgreSQL leaves in the kernel; there are only some
 * thousands of them.
 */
final class SharedMemory {
  private static final Path SEGMENTS = Path.of("/proc/sysvipc/shm");

  private SharedMemory() {}

  /** Frees the segments of all data directories one level below the run directory. */
  static void release(Path runDirectory) throws IOException {
    try (Stream<Path> nodes = Files.list(runDirectory)) {
      nodes
          .map(node -> node.resolve(Member.DATA).resolve("postmaster.pid"))
          .filter(Files::isRegularFile)
          .forEach(SharedMemory::releaseOf);
    }
  }

  private static void releaseOf(Path postmasterPid) {
    try {
      // Line 7: key and id. Both must fit, and nobody may use it: after a reboot an id names
      // somebody else's segment.
      List<String> lines = Files.readAllLines(postmasterPid);
      String[] keyAndId = lines.size() < 7 ? new String[0] : lines.get(6).strip().split("\\s+");
      if (keyAndId.length == 2 && isUnused(keyAndId[0], keyAndId[1])) {
        Command.run(List.of("ipcrm", "-m", keyAndId[1]));
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Columns: key shmid perms size cpid lpid nattch. */
  private static boolean isUnused(String key, String id) throws IOException {
    return Files.readAllLines(SEGMENTS).stream()
        .map(line -> line.strip().split("\\s+"))
        .anyMatch(row -> row[0].equals(key) && row[1].equals(id) && row[6].equals("0"));
  }
}
