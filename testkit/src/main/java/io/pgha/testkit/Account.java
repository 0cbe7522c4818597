package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Who the processes run as. PostgreSQL refuses to be root, so root starts them as {@code postgres};
 * anybody else starts them as himself.
 */
final class Account {
  private static final String USER = "postgres";

  private final String caller;

  Account(String caller) {
    this.caller = caller;
  }

  static Account current() {
    return new Account(System.getProperty("user.name"));
  }

  String caller() {
    return caller;
  }

  boolean isRoot() {
    return caller.equals("root");
  }

  /**
   * The command under this account. The group has no members and owns nothing: it labels a member's
   * packets, so that the firewall can tell them from those of the other members and of the clients.
   */
  List<String> command(Programs programs, int group, List<String> command) {
    if (!isRoot()) {
      return command;
    }
    List<String> all =
        new java.util.ArrayList<>(
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
    if (!isRoot()) {
      return;
    }
    try {
      Files.setOwner(
          path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No user '%s' to run PostgreSQL as. On Debian or Ubuntu: apt-get install postgresql"
              .formatted(USER),
          e);
    }
  }
}
