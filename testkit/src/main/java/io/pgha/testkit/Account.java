package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.UserPrincipal;
import java.util.ArrayList;
import java.util.List;

/**
 * Who the processes run as. PostgreSQL refuses to be root, so root starts them as {@code postgres};
 * anybody else starts them as himself.
 */
final class Account {
  static final String USER = "postgres";

  private final String caller;
  private final boolean isRoot;
  private final Ownership ownership;

  /** Makes a file or directory the account's own. */
  private interface Ownership {
    void take(Path path) throws IOException;
  }

  private Account(String caller, boolean isRoot, Ownership ownership) {
    this.caller = caller;
    this.isRoot = isRoot;
    this.ownership = ownership;
  }

  static Account current() {
    return ofCaller(System.getProperty("user.name"));
  }

  static Account ofCaller(String caller) {
    return caller.equals("root")
        ? new Account(caller, /* isRoot= */ true, Account::giveToPostgres)
        : new Account(caller, /* isRoot= */ false, path -> {});
  }

  /** In containers anybody is root; {@code postgres} has an id there that is told. */
  static Account inContainers(int id) {
    return new Account(
        "root", /* isRoot= */ true, path -> Files.setAttribute(path, "unix:uid", id));
  }

  String caller() {
    return caller;
  }

  boolean isRoot() {
    return isRoot;
  }

  /**
   * The command under this account. The group has no members and owns nothing: it labels a member's
   * packets, so that the firewall can tell them from those of the other members and of the clients.
   */
  List<String> command(Programs programs, int group, List<String> command) {
    if (!isRoot) {
      return command;
    }
    List<String> all =
        new ArrayList<>(
            List.of(
                programs.setpriv().toString(),
                "--reuid=" + USER,
                "--regid=" + group,
                "--clear-groups",
                "--"));
    all.addAll(command);
    return List.copyOf(all);
  }

  /** Hands a file or directory to the account. */
  void own(Path path) {
    try {
      ownership.take(path);
    } catch (IOException e) {
      throw new UncheckedIOException("Can't give " + path + " to the account of the cluster", e);
    }
  }

  private static void giveToPostgres(Path path) throws IOException {
    Files.setOwner(path, postgres(path));
  }

  private static UserPrincipal postgres(Path path) throws IOException {
    try {
      return path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER);
    } catch (IOException e) {
      throw new IOException(
          "No user '%s' to run PostgreSQL as. On Debian or Ubuntu: apt-get install postgresql"
              .formatted(USER),
          e);
    }
  }
}
