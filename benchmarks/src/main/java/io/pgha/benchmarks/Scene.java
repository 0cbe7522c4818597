package io.pgha.benchmarks;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.io.Closeable;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.stream.IntStream;

/**
 * A real cluster of three members, with HAProxy and PgBouncer before its leader. All work is the
 * leader's: it stays the leader, and its replicas are tagged so that nobody reads from them.
 */
final class Scene implements Closeable {
  /** What is to be closed, the last one first. */
  private final Deque<Closeable> started = new ArrayDeque<>();

  private final Path file;

  private Scene() throws IOException {
    this.file = Files.createTempFile("pgha-endpoints", ".properties");
    started.push(() -> Files.delete(file));
  }

  static Scene start() throws IOException {
    Scene scene = new Scene();
    try {
      scene.build();
      return scene;
    } catch (IOException | RuntimeException e) {
      scene.close();
      throw e;
    }
  }

  private void build() throws IOException {
    PatroniCluster cluster = PatroniCluster.builder().start();
    started.push(cluster::close);
    cluster.awaitReplicas(2).forEach(replica -> replica.tag("noloadbalance", true));
    cluster.pause();
    Proxy haproxy = keep(Proxy.haproxy(cluster));
    Proxy pgbouncer = keep(Proxy.pgbouncer(cluster));
    Endpoints endpoints = endpoints(cluster, haproxy, pgbouncer);
    cluster.await("HAProxy to tell who leads", () -> isLeaderOnly(endpoints));
    endpoints.tell(file);
  }

  private Proxy keep(Proxy proxy) {
    started.push(proxy);
    return proxy;
  }

  private static Endpoints endpoints(PatroniCluster cluster, Proxy haproxy, Proxy pgbouncer) {
    Member leader = cluster.leader();
    return new Endpoints(
        leader.address(),
        cluster.jdbcHosts(),
        Integer.toString(URI.create(leader.apiUrl()).getPort()),
        haproxy.address(),
        pgbouncer.address(),
        cluster.database(),
        cluster.user(),
        cluster.password());
  }

  /** At first it takes all members for good ones, in turn. */
  private static boolean isLeaderOnly(Endpoints endpoints) {
    return IntStream.range(0, 6).allMatch(turn -> isLeader(endpoints));
  }

  private static boolean isLeader(Endpoints endpoints) {
    try (Connection connection =
            DriverManager.getConnection(
                RealContender.HAPROXY.url(endpoints), endpoints.user(), endpoints.password());
        ResultSet answer =
            connection.createStatement().executeQuery("select not pg_is_in_recovery()")) {
      return answer.next() && answer.getBoolean(1);
    } catch (SQLException e) {
      return false;
    }
  }

  /** Tells the benchmarks, as the system property {@link Endpoints#PROPERTY}. */
  Path file() {
    return file;
  }

  @Override
  public void close() throws IOException {
    while (!started.isEmpty()) {
      started.pop().close();
    }
  }
}
