package io.pgha.driver.it;

import static org.awaitility.Awaitility.await;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A PgBouncer in front of one member, on this machine. */
final class PgBouncer implements AutoCloseable {
  private static final InetAddress HERE = InetAddress.getLoopbackAddress();
  private static final String USER = "postgres";
  private static final boolean ROOT = "root".equals(System.getProperty("user.name"));

  private final Member member;
  private final Path directory;
  private final int port;
  private final Process process;

  private PgBouncer(Member member, Path directory, int port, Process process) {
    this.member = member;
    this.directory = directory;
    this.port = port;
    this.process = process;
  }

  /** Starts one with these {@code name = value} settings beside its usual ones. */
  static PgBouncer before(Member member, PatroniCluster cluster, String... settings)
      throws IOException {
    Path directory = Files.createTempDirectory("pgha-pgbouncer");
    int port = freePort();
    write(
        directory.resolve("users"),
        "\"%s\" \"%s\"\n".formatted(cluster.user(), cluster.password()));
    Path ini = directory.resolve("pgbouncer.ini");
    write(ini, ini(member, port, directory.resolve("users"), String.join("\n", settings)));
    own(directory);
    PgBouncer started = new PgBouncer(member, directory, port, start(ini));
    await("PgBouncer").ignoreExceptions().until(started::accepts);
    return started;
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, HERE)) {
      return socket.getLocalPort();
    }
  }

  private static String ini(Member member, int port, Path users, String settings) {
    return """
        [databases]
        * = host=%1$s port=%2$d
        [pgbouncer]
        listen_addr = %6$s
        listen_port = %3$d
        unix_socket_dir =
        auth_type = scram-sha-256
        auth_file = %4$s
        %5$s
        """
        .formatted(member.host(), member.port(), port, users, settings, HERE.getHostAddress());
  }

  private static void write(Path file, String text) throws IOException {
    Files.writeString(file, text);
    own(file);
  }

  /** It refuses to be root, as PostgreSQL does. */
  private static void own(Path path) throws IOException {
    if (ROOT) {
      Files.setOwner(
          path, path.getFileSystem().getUserPrincipalLookupService().lookupPrincipalByName(USER));
    }
  }

  private static Process start(Path ini) throws IOException {
    List<String> command = new ArrayList<>();
    // Debian leaves /usr/sbin out for everybody but root.
    command.addAll(List.of("env", "PATH=" + System.getenv("PATH") + ":/usr/sbin"));
    if (ROOT) {
      command.addAll(List.of("setpriv", "--reuid=" + USER, "--regid=" + USER, "--clear-groups"));
    }
    command.addAll(List.of("pgbouncer", ini.toString()));
    return new ProcessBuilder(command)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .redirectError(ProcessBuilder.Redirect.INHERIT)
        .start();
  }

  private boolean accepts() throws IOException {
    try (Socket socket = new Socket(HERE, port)) {
      return socket.isConnected();
    }
  }

  /** A URL that goes through it, and knows its member only. */
  String url(PatroniCluster cluster, String... parameters) {
    return "jdbc:pgha://%s:%d/%s?patroniUrls=%s&discovery=off&%s"
        .formatted(
            HERE.getHostAddress(),
            port,
            cluster.database(),
            member.apiUrl(),
            String.join("&", parameters));
  }

  @Override
  public void close() throws IOException {
    process.destroyForcibly().onExit().join();
    for (String file : List.of("users", "pgbouncer.ini", "")) {
      Files.delete(directory.resolve(file));
    }
  }
}
