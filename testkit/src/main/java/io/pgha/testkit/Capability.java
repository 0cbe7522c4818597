package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

/** What root may do; in a container it often lacks some of it. */
enum Capability {
  NET_ADMIN(12),
  SYS_PTRACE(19);

  private static final Path STATUS = Path.of("/proc/self/status");
  private static final String EFFECTIVE = "CapEff:";

  /** Its number in Linux. */
  private final int bit;

  Capability(int bit) {
    this.bit = bit;
  }

  /** Whether this JVM has it. */
  boolean held() {
    try {
      return in(Files.readString(STATUS));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Whether this JVM lacks none of them. */
  static boolean allHeld() {
    return Arrays.stream(values()).allMatch(Capability::held);
  }

  /** Whether a process has it whose status, as the kernel tells it, this is. */
  boolean in(String status) {
    return status
        .lines()
        .filter(line -> line.startsWith(EFFECTIVE))
        .map(line -> Long.parseUnsignedLong(line.substring(EFFECTIVE.length()).strip(), 16))
        .anyMatch(all -> (all >> bit & 1) == 1);
  }
}
