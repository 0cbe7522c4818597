package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.concurrent.ThreadLocalRandom;

/**
 * The one directory that holds all of a running cluster, {@code pgha-testkit-NUMBER} under {@code
 * java.io.tmpdir}. To own the directory is to own the cluster number and with it the addresses.
 */
final class RunDirectory implements AutoCloseable {
  private final Path path;
  private final int number;

  private RunDirectory(Path path, int number) {
    this.path = path;
    this.number = number;
  }

  /** Removes what crashed JVMs left behind, then takes a free number. */
  static RunDirectory claim(Path parent) {
    try {
      Path base = parent.toRealPath();
      Leftovers.removeAbandoned(base);
      return takeNumber(base, prepare(base));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static RunDirectory takeNumber(Path base, Path prepared) throws IOException {
    int first = ThreadLocalRandom.current().nextInt(Addresses.MAX_NUMBER);
    for (int i = 0; i < Addresses.MAX_NUMBER; i++) {
      int number = 1 + (first + i) % Addresses.MAX_NUMBER;
      Path path = base.resolve(Leftovers.PREFIX + number);
      if (moved(prepared, path)) {
        return new RunDirectory(path, number);
      }
    }
    Leftovers.delete(prepared);
    throw new IllegalStateException(
        "All %d cluster numbers are in use, see %s/%s*"
            .formatted(Addresses.MAX_NUMBER, base, Leftovers.PREFIX));
  }

  /**
   * The directory appears under its final name with the owner already in it: nobody ever sees it
   * ownerless.
   */
  private static Path prepare(Path base) throws IOException {
    Path prepared = Files.createTempDirectory(base, ".pgha-testkit-");
    Owner.current().write(prepared);
    Files.setPosixFilePermissions(prepared, PosixFilePermissions.fromString("rwx--x--x"));
    return prepared;
  }

  private static boolean moved(Path from, Path to) throws IOException {
    try {
      Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
      return true;
    } catch (IOException e) {
      // Renaming onto a directory that is not empty fails: somebody else has that number.
      if (Files.exists(to)) {
        return false;
      }
      throw e;
    }
  }

  int number() {
    return number;
  }

  Path path() {
    return path;
  }

  /** A directory below that belongs to the account. */
  Path create(String name, Account account) {
    Path directory = create(name);
    account.own(directory);
    return directory;
  }

  /** A directory below for the caller alone. */
  Path create(String name) {
    try {
      return Files.createDirectory(
          path.resolve(name),
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Notes that the cluster has containers, to whoever removes it. */
  void noteContainers() {
    try {
      Leftovers.noteContainers(path);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What marks the firewall rules and containers of this cluster; never the same for two owners.
   */
  String tag() {
    return Leftovers.tag(path, Owner.current());
  }

  /** Ends all processes of the cluster and deletes everything. */
  @Override
  public void close() {
    Leftovers.remove(path);
  }
}
