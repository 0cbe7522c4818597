package io.pgha.benchmarks;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.io.Closeable;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A program between clients and the leader, on a free port of the leader's address. */
final class Proxy implements Closeable {
  private static final String USER = "postgres";
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final String host;
  private final int port;
  private final List<Path> files;
  private final Process process;

  private Proxy(String host, int port, List<Path> files, Process process) {
    this.host = host;
    this.port = port;
    this.files = files;
    this.process = process;
  }

  /**
   * With checks that never send a write astray. A check may take long: this machine is busy with
   * what is measured.
   */
  static Proxy haproxy(PatroniCluster cluster) throws IOException {
    String host = cluster.leader().host();
    int port = freePort(host);
    String members =
        cluster.members().stream().map(Proxy::haproxyServer).collect(Collectors.joining("\n"));
    Path config =
        write(
            "haproxy",
            """
            defaults
              mode tcp
              timeout connect 5s
              timeout client 1h
              timeout server 1h
              timeout check 10s
            listen write
              bind %s:%d
              option httpchk GET /primary
              http-check expect status 200
              default-server inter 1s fastinter 250ms downinter 500ms fall 2 rise 4 on-marked-down shutdown-sessions
            %s
            """
                .formatted(host, port, members));
    Process process = start(List.of("haproxy", "-q", "-db", "-f", config.toString()));
    return new Proxy(host, port, List.of(config), process).started(cluster);
  }

  private static String haproxyServer(Member member) {
    return "  server %s %s check port %d"
        .formatted(member.name(), member.address(), URI.create(member.apiUrl()).getPort());
  }

  /** As it is by default: a session of the server for each client, for as long as that stays. */
  static Proxy pgbouncer(PatroniCluster cluster) throws IOException {
    Member leader = cluster.leader();
    int port = freePort(leader.host());
    Path users =
        write("pgbouncer-users", "\"%s\" \"%s\"%n".formatted(cluster.user(), cluster.password()));
    Path config =
        write(
            "pgbouncer",
            """
            [databases]
            * = host=%1$s port=%2$d
            [pgbouncer]
            listen_addr = %1$s
            listen_port = %3$d
            unix_socket_dir =
            auth_type = scram-sha-256
            auth_file = %4$s
            ignore_startup_parameters = extra_float_digits
            """
                .formatted(leader.host(), leader.port(), port, users));
    Process process = start(asPostgres(List.of("pgbouncer", "-q", config.toString())));
    return new Proxy(leader.host(), port, List.of(users, config), process).started(cluster);
  }

  private static int freePort(String host) throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    }
  }

  private static Path write(String name, String text) throws IOException {
    Path file = Files.createTempFile("pgha-" + name, ".cfg");
    Files.writeString(file, text);
    if (ROOT) {
      Files.setOwner(
          file, file.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
    return file;
  }

  /** PgBouncer refuses to be root, as PostgreSQL does. */
  private static List<String> asPostgres(List<String> command) {
    if (!ROOT) {
      return command;
    }
    List<String> all =
        new ArrayList<>(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
    all.addAll(command);
    return all;
  }

  private static Process start(List<String> command) throws IOException {
    ProcessBuilder builder = new ProcessBuilder("env");
    // Debian leaves /usr/sbin out for everybody but root.
    builder.command().add("PATH=" + System.getenv("PATH") + ":/usr/sbin");
    builder.command().addAll(command);
    Process process =
        builder
            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
            .redirectError(ProcessBuilder.Redirect.INHERIT)
            .start();
    // A run takes long, and may be interrupted.
    Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly, "end of a proxy"));
    return process;
  }

  private Proxy started(PatroniCluster cluster) {
    try {
      cluster.await("a proxy at " + address() + " to listen", this::listens);
      return this;
    } catch (RuntimeException e) {
      close();
      throw e;
    }
  }

  private boolean listens() {
    try (Socket socket = new Socket(host, port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  String address() {
    return host + ":" + port;
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
    files.forEach(file -> file.toFile().delete());
  }
}
