package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A network, files and processes apart from those of this machine, as a machine of its own has
 * them. They live as long as their first process: who kills that one ends all of it, and the kernel
 * takes network links along.
 */
final class Namespace {
  private final Programs programs;
  private final Service service;

  /**
   * @param setup shell commands that run inside before anything else, in the directory
   */
  Namespace(Programs programs, Path directory, String setup) {
    this.programs = programs;
    this.service = new Service(new ThisMachine(), directory, unshare(programs, setup));
  }

  private static List<String> unshare(Programs programs, String setup) {
    // Nobody reaps what loses its parent inside, and killall takes a zombie for a living process:
    // the children of a process that ignores SIGCHLD leave none.
    String script = "set -e; " + setup + "; exec env --ignore-signal=CHLD sleep infinity";
    return Command.of(
        programs.require("unshare", "util-linux"),
        "--net",
        "--mount",
        "--pid",
        "--fork",
        "--kill-child",
        "--mount-proc",
        "/bin/sh",
        "-c",
        script);
  }

  /** Returns when the setup is done. */
  void start() {
    service.start();
    Await.until(service.directory() + " to be set up", () -> !service.isRunning() || isReady());
    if (!service.isRunning()) {
      throw new IllegalStateException(
          "No namespaces for %s; they need root with all capabilities: %s"
              .formatted(service.directory().getFileName(), service.logText().strip()));
    }
  }

  private boolean isReady() {
    return findFirst().filter(pid -> name(pid).equals("sleep")).isPresent();
  }

  private static String name(long pid) {
    try {
      return Files.readString(Path.of("/proc/" + pid + "/comm")).strip();
    } catch (IOException e) {
      return "";
    }
  }

  private Optional<Long> findFirst() {
    return service.mainProcess().stream()
        .flatMap(pid -> ProcessHandle.of(pid).stream())
        .flatMap(ProcessHandle::children)
        .map(ProcessHandle::pid)
        .findFirst();
  }

  /** The id of its first process, as everybody outside sees it. */
  long firstProcess() {
    return findFirst()
        .orElseThrow(() -> new IllegalStateException(service.directory() + " is not there"));
  }

  /** The command inside. */
  List<String> command(List<String> command) {
    return enter(List.of("--net", "--mount", "--pid"), command);
  }

  /** Runs {@code ip} in its network, seeing the processes of this machine. */
  void ip(String arguments) {
    Command.output("ip " + arguments, enter(List.of("--net"), ip(programs, arguments)));
  }

  static List<String> ip(Programs programs, String arguments) {
    return Command.of(programs.require("ip", "iproute2"), arguments.split(" ", -1));
  }

  private List<String> enter(List<String> which, List<String> command) {
    List<String> all =
        new ArrayList<>(
            Command.of(
                programs.require("nsenter", "util-linux"),
                "--target",
                Long.toString(firstProcess())));
    all.addAll(which);
    all.add("--");
    all.addAll(command);
    return List.copyOf(all);
  }

  /** Whether its network has the address. The kernel's own table, because asking it is cheap. */
  boolean hasAddress(String address) {
    Path table = Path.of("/proc/" + firstProcess() + "/net/fib_trie");
    Pattern local = Pattern.compile("\\|-- " + Pattern.quote(address) + "\\s+/32 host LOCAL");
    try {
      return local.matcher(Files.readString(table)).find();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
