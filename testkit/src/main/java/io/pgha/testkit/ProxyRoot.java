package io.pgha.testkit;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The file system that HAProxy and keepalived come from and see: this machine's, or another, such
 * as an unpacked image, that has other releases of them.
 *
 * @param folder {@code /} is this machine's
 */
record ProxyRoot(Path folder) {
  /** The system property that names another root. */
  static final String PROPERTY = "pgha.testkit.proxyRoot";

  private static final List<Path> BINARIES =
      List.of(Path.of("/usr/local/sbin"), Path.of("/usr/sbin"), Path.of("/usr/bin"));

  static ProxyRoot chosen() {
    return new ProxyRoot(Path.of(System.getProperty(PROPERTY, "/")).toAbsolutePath());
  }

  private boolean isThisMachine() {
    return folder.getNameCount() == 0;
  }

  /** Where a path of the root is for this machine. */
  Path real(String path) {
    return folder.resolve(path.substring(1));
  }

  /** Shell commands that give another root what every system has. */
  String mounts() {
    return isThisMachine()
        ? "true"
        : "mount --rbind /proc %1$s/proc; mount --rbind /dev %1$s/dev".formatted(folder);
  }

  /** The command line that runs one of its programs in it. */
  List<String> command(Programs thisMachine, String program, String... arguments) {
    if (isThisMachine()) {
      return Command.of(thisMachine.require(program, program), arguments);
    }
    Path found =
        new Programs(BINARIES.stream().map(each -> real(each.toString())).toList())
            .require(program, program);
    List<String> command =
        new ArrayList<>(
            Command.of(
                thisMachine.require("chroot", "coreutils"),
                folder.toString(),
                "/" + folder.relativize(found)));
    command.addAll(List.of(arguments));
    return List.copyOf(command);
  }
}
