package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/** Takes a run directory away, with its processes, shared memory, firewall rules and containers. */
final class Leftovers {
  static final String PREFIX = "pgha-testkit-";

  /** A file that is there when there are containers too. */
  private static final String CONTAINERS = "containers";

  private Leftovers() {}

  /**
   * Removes the run directories whose JVM is gone. Root that may not do all that it takes leaves
   * them to one that may: without the directory nobody would find the rest.
   */
  static void removeAbandoned(Path base) {
    if (Account.current().isRoot() && !Capability.allHeld()) {
      return;
    }
    try (Stream<Path> entries = Files.list(base)) {
      entries
          .filter(entry -> entry.getFileName().toString().startsWith(PREFIX))
          .filter(Leftovers::isMine)
          .filter(entry -> Owner.of(entry).filter(Owner::isAlive).isEmpty())
          .filter(entry -> !hasContainers(entry) || Backends.isDockerThere())
          .forEach(Leftovers::remove);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static boolean isMine(Path directory) {
    try {
      return Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)
          && Files.getOwner(directory).getName().equals(Account.current().caller());
    } catch (IOException e) {
      return false;
    }
  }

  static void noteContainers(Path runDirectory) throws IOException {
    Files.createFile(runDirectory.resolve(CONTAINERS));
  }

  private static boolean hasContainers(Path runDirectory) {
    return Files.exists(runDirectory.resolve(CONTAINERS));
  }

  static String tag(Path runDirectory, Owner owner) {
    return "%s-%d-%d".formatted(runDirectory.getFileName(), owner.pid(), owner.startTicks());
  }

  static void remove(Path runDirectory) {
    Owner.of(runDirectory).ifPresent(owner -> removeTagged(runDirectory, owner));
    try {
      // Renamed first: only one of several cleaners wins, and the number is not taken again under
      // its hands.
      Path doomed = runDirectory.resolveSibling(PREFIX + UUID.randomUUID());
      Files.move(runDirectory, doomed, StandardCopyOption.ATOMIC_MOVE);
      // Another JVM that starts now leaves it to us.
      Owner.current().write(doomed);
      new ThisMachine().killAll(doomed);
      SharedMemory.release(doomed);
      delete(doomed);
    } catch (NoSuchFileException e) {
      // Another cleaner was faster.
    } catch (IOException e) {
      throw new UncheckedIOException("Can't remove " + runDirectory, e);
    }
  }

  private static void removeTagged(Path runDirectory, Owner owner) {
    String tag = tag(runDirectory, owner);
    Firewall.removeAll(tag);
    if (hasContainers(runDirectory)) {
      Docker.removeAll(tag);
    }
  }

  static void delete(Path directory) throws IOException {
    List<Path> paths;
    try (Stream<Path> tree = Files.walk(directory)) {
      paths = tree.sorted(Comparator.reverseOrder()).toList();
    }
    for (Path path : paths) {
      Files.deleteIfExists(path);
    }
  }
}
