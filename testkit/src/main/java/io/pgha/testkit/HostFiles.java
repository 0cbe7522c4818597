package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The folders that a host has for itself; all others are those of the root that its programs see.
 */
final class HostFiles {
  private static final List<String> OWN =
      List.of("/etc/haproxy", "/etc/keepalived", "/run", "/var/lib/haproxy");

  /** Distributions make these when they install or start a service. */
  private static final List<String> ALSO = List.of("/run/haproxy");

  /** Debian's keepalived from 2.3 on does not start without this file of its package. */
  private static final String PACKAGED = "/etc/keepalived/keepalived.config-opts";

  private final Path own;
  private final ProxyRoot root;

  /**
   * @param own where they are for everybody else
   */
  HostFiles(Path own, ProxyRoot root) {
    this.own = own;
    this.root = root;
  }

  void create() {
    try {
      for (String folder : OWN) {
        requireInRoot(folder);
        Files.createDirectories(real(folder));
      }
      for (String folder : ALSO) {
        Files.createDirectories(real(folder));
      }
      if (Files.exists(root.real(PACKAGED))) {
        Files.copy(root.real(PACKAGED), real(PACKAGED), StandardCopyOption.REPLACE_EXISTING);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void requireInRoot(String folder) {
    if (!Files.isDirectory(root.real(folder))) {
      throw new IllegalStateException(
          "No %s. On Debian or Ubuntu: apt-get install haproxy keepalived"
              .formatted(root.real(folder)));
    }
  }

  /** Shell commands that put them in their places, run in the folder of their own. */
  String mounts() {
    return OWN.stream()
        .map(folder -> "mount --bind ." + folder + " " + root.real(folder))
        .collect(Collectors.joining("; "));
  }

  void write(String path, String text, String permissions) {
    if (OWN.stream().noneMatch(folder -> path.startsWith(folder + "/"))) {
      throw new IllegalArgumentException(path + " is not below one of " + OWN);
    }
    try {
      Path file = real(path);
      Files.createDirectories(file.getParent());
      Files.writeString(file, text);
      Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(permissions));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where a file of the host is for everybody else. */
  Path real(String path) {
    return own.resolve(path.substring(1));
  }
}
