package io.pgha.proxy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A real HAProxy with its files in a folder, which anybody may run, and its runtime API. */
final class RunningHaproxy implements AutoCloseable {
  private final Path folder;
  private final Process process;

  private RunningHaproxy(Path folder, Process process) {
    this.folder = folder;
    this.process = process;
  }

  /** The flags of pgha that make a file for it. */
  static List<String> settings(Path folder) throws IOException {
    List<String> flags = new ArrayList<>();
    // All are held until the last is drawn, or one might be drawn twice.
    try (ServerSocket write = freePort();
        ServerSocket read = freePort();
        ServerSocket status = freePort()) {
      flags.addAll(List.of("--set", "ports.write=" + write.getLocalPort()));
      flags.addAll(List.of("--set", "ports.read=" + read.getLocalPort()));
      flags.addAll(List.of("--set", "ports.status=" + status.getLocalPort()));
    }
    String user = System.getProperty("user.name");
    for (String setting :
        List.of(
            "user=" + user,
            "chroot=",
            "log=127.0.0.1:514",
            "socket=" + folder.resolve("admin.sock"),
            "stateFile=" + folder.resolve("server-state"))) {
      flags.addAll(List.of("--set", "process." + setting));
    }
    return flags;
  }

  private static ServerSocket freePort() throws IOException {
    return new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  static RunningHaproxy start(Path folder, Path file) throws IOException {
    // By the shell, which looks for it in the path that it is given, and Java in its own.
    ProcessBuilder builder =
        new ProcessBuilder("/bin/sh", "-c", "exec haproxy -W -db -f '" + file + "'")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("haproxy.log").toFile());
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
    return new RunningHaproxy(folder, builder.start());
  }

  /** What an administrator has it reloaded with. */
  String reload() {
    return "kill -USR2 " + process.pid();
  }

  /** The answer to a command; empty while nobody is there. */
  String ask(String command) {
    try (SocketChannel channel =
        SocketChannel.open(UnixDomainSocketAddress.of(folder.resolve("admin.sock")))) {
      channel.write(ByteBuffer.wrap((command + "\n").getBytes(StandardCharsets.US_ASCII)));
      ByteArrayOutputStream answer = new ByteArrayOutputStream();
      ByteBuffer buffer = ByteBuffer.allocate(10_000);
      while (channel.read(buffer.clear()) >= 0) {
        answer.write(buffer.array(), 0, buffer.position());
      }
      return answer.toString(StandardCharsets.UTF_8);
    } catch (IOException e) {
      return "";
    }
  }

  /** Whether it has such a server, which an administrator has taken out of use. */
  boolean isInMaintenance(String pool, String server) {
    return showsMaintenance(ask("show servers state " + pool), server);
  }

  /** By what HAProxy tells of the state of servers. */
  static boolean showsMaintenance(String state, String server) {
    return state
        .lines()
        .map(line -> line.split(" "))
        .anyMatch(
            field ->
                field.length > 6
                    && field[3].equals(server)
                    && (Integer.parseInt(field[6]) & 1) == 1);
  }

  boolean has(String pool, String server) {
    return ask("show servers state " + pool).contains(" " + server + " ");
  }

  @Override
  public void close() {
    process.descendants().forEach(ProcessHandle::destroyForcibly);
    process.destroyForcibly();
  }
}
