package io.pgha.driver.proof;

import static java.util.stream.Collectors.toMap;
import static java.util.stream.Collectors.toSet;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Finds out what is held at the moment: from the JVM, from the kernel, and from the servers. */
final class Held {
  private static final Path PROC = Path.of("/proc/self");

  private Held() {}

  static Holdings of(PatroniCluster cluster) {
    return new Holdings(threads(), sockets(cluster), sessions(cluster));
  }

  /** A cluster is watched for half a minute longer; those who only poll end on their own, too. */
  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .filter(name -> name.startsWith("pgha-"))
        .filter(name -> !name.matches("pgha-(monitor|patroni|testkit)-.*"))
        .collect(toSet());
  }

  private static Map<String, Long> sessions(PatroniCluster cluster) {
    String count = "select count(*) from pg_stat_activity where usename = '%s'";
    return cluster.members().stream()
        .collect(
            toMap(Member::name, each -> Long.valueOf(each.sql(count.formatted(cluster.user())))));
  }

  /** Open sockets of this JVM to PostgreSQL on a member, by the kernel's tables. */
  private static Set<String> sockets(PatroniCluster cluster) {
    Set<String> own = openSockets();
    Set<String> servers =
        cluster.members().stream().map(each -> hex(each.host(), each.port())).collect(toSet());
    return Stream.of("net/tcp", "net/tcp6")
        .flatMap(table -> lines(PROC.resolve(table)).stream().skip(1))
        .map(line -> line.strip().split("\\s+", -1))
        .filter(row -> own.contains(row[9]))
        .filter(row -> servers.stream().anyMatch(row[2]::endsWith))
        .map(row -> row[1] + " to " + row[2])
        .collect(toSet());
  }

  /** As the end of the kernel's spelling, in which IPv4 is the end of a mapped IPv6. */
  private static String hex(String host, int port) {
    String[] bytes = host.split("\\.", -1);
    StringBuilder hex = new StringBuilder();
    for (int i = bytes.length - 1; i >= 0; i--) {
      hex.append("%02X".formatted(Integer.valueOf(bytes[i])));
    }
    return hex + ":" + "%04X".formatted(port);
  }

  /** The inodes of the sockets among this process's files. */
  private static Set<String> openSockets() {
    try (Stream<Path> files = Files.list(PROC.resolve("fd"))) {
      return files
          .map(Held::target)
          .filter(target -> target.startsWith("socket:["))
          .map(target -> target.substring("socket:[".length(), target.length() - 1))
          .collect(toSet());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String target(Path file) {
    try {
      return Files.readSymbolicLink(file).toString();
    } catch (IOException e) {
      // Closed meanwhile.
      return "";
    }
  }

  private static List<String> lines(Path file) {
    try {
      return Files.readAllLines(file);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
