package io.pgha.driver.patroni;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A member's REST API with the limits that Patroni's has since 4.1.1: a listen backlog of 5, a pool
 * of 5 workers that an idle connection or a hung request holds, one database connection for all
 * checks, which takes a millisecond for each, and a {@code GET /cluster} that hangs for {@code
 * retry_timeout} and ends without a byte while etcd is down. Source: {@code patroni/api.py}.
 *
 * <p>It takes connections to any loopback address, and a client that stands for a JVM of its own
 * uses one of its own, by which they are told apart. Thread-safe.
 */
public final class ModelPatroni implements AutoCloseable {
  /** What of the DCS a member sees. */
  public enum Dcs {
    UP,
    DOWN,
    /** Down, and the leader goes on as long as it reaches its replicas' APIs. */
    DOWN_WITH_FAILSAFE
  }

  private static final int BACKLOG = 5;
  private static final int WORKERS = 5;
  private static final long CHECK_NANOS = Duration.ofMillis(1).toNanos();
  private static final Duration RETRY_TIMEOUT = Duration.ofSeconds(10);

  /** After which a client of ours has given up, and may ask again although we still have work. */
  private static final long GIVEN_UP_NANOS = Duration.ofSeconds(5).toNanos();

  private record Open(InetAddress client, long since) {}

  private final String name;
  private final ServerSocket server;
  private final ExecutorService workers = Executors.newFixedThreadPool(WORKERS);
  private final ReentrantLock database = new ReentrantLock();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Map<String, AtomicInteger> requests = new ConcurrentHashMap<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final Set<Open> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger accepted = new AtomicInteger();
  private final AtomicInteger mostOfOneClient = new AtomicInteger();
  private volatile List<ModelPatroni> members = List.of();
  private volatile boolean leader;
  private volatile Dcs dcs = Dcs.UP;

  private ModelPatroni(String name) throws IOException {
    this.name = name;
    this.server = new ServerSocket(0, BACKLOG);
    FakePatroni.daemon(this::acceptAll);
  }

  /** A cluster of {@code pg1}, which leads, and two replicas. */
  public static List<ModelPatroni> cluster() throws IOException {
    List<ModelPatroni> all =
        List.of(new ModelPatroni("pg1"), new ModelPatroni("pg2"), new ModelPatroni("pg3"));
    all.forEach(each -> each.members = all);
    return all.get(0).leads(true).members;
  }

  public ModelPatroni leads(boolean holdsLock) {
    leader = holdsLock;
    return this;
  }

  /** Nobody has reached it for a minute, if it is down. */
  public void dcs(Dcs seen) {
    dcs = seen;
  }

  public int port() {
    return server.getLocalPort();
  }

  /** Requests so far, whatever for. */
  public int requests() {
    return requests.values().stream().mapToInt(AtomicInteger::get).sum();
  }

  /** Requests so far for this path. */
  public int requests(String path) {
    return requests.getOrDefault(path, new AtomicInteger()).get();
  }

  /** Connections so far, also those over which no request came. */
  public int accepted() {
    return accepted.get();
  }

  public int openConnections() {
    return sockets.size();
  }

  /** The most requests of one client that were under way at the same time. */
  public int mostOfOneClient() {
    return mostOfOneClient.get();
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    server.close();
    workers.shutdownNow();
    for (Socket each : sockets) {
      each.close();
    }
  }

  /** Like Patroni's, it hands every connection to the pool, whose queue has no limit. */
  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        accepted.incrementAndGet();
        sockets.add(socket);
        Open since = new Open(socket.getLocalAddress(), System.nanoTime());
        open.add(since);
        mostOfOneClient.accumulateAndGet(underWay(since), Math::max);
        workers.execute(() -> serve(socket, since));
      } catch (IOException e) {
        // Closed, or a client that went before it was accepted.
      }
    }
  }

  private int underWay(Open latest) {
    return (int)
        open.stream()
            .filter(each -> each.client().equals(latest.client()))
            .filter(each -> latest.since() - each.since() < GIVEN_UP_NANOS)
            .count();
  }

  private void serve(Socket socket, Open since) {
    try (socket) {
      String path = FakePatroni.path(FakePatroni.readHead(socket));
      requests.computeIfAbsent(path, unseen -> new AtomicInteger()).incrementAndGet();
      answer(path, socket, since);
    } catch (IOException e) {
      // The client has gone.
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    } finally {
      open.remove(since);
      sockets.remove(socket);
    }
  }

  private void answer(String path, Socket socket, Open since)
      throws IOException, InterruptedException {
    if (path.equals("/cluster") && dcs != Dcs.UP) {
      var unused = closed.await(RETRY_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
      return;
    }
    Behaviour answer = path.equals("/cluster") ? cluster(since.client()) : check();
    // Before the last byte, since the client may ask again as soon as it has that.
    open.remove(since);
    answer.answer(socket);
  }

  /** All checks go through one connection to PostgreSQL. */
  private Behaviour check() throws InterruptedException {
    database.lockInterruptibly();
    try {
      var unused = closed.await(CHECK_NANOS, TimeUnit.NANOSECONDS);
      return status();
    } finally {
      database.unlock();
    }
  }

  private Behaviour status() {
    boolean leads = leader && dcs != Dcs.DOWN;
    String down = dcs == Dcs.UP ? "" : "\"cluster_unlocked\":true,";
    String failsafe = dcs == Dcs.DOWN_WITH_FAILSAFE ? "\"failsafe_mode_is_active\":true," : "";
    return Behaviour.json(
        leads ? 200 : 503,
        """
        {"state":"running","role":"%s","xlog":{"%s":10000},"timeline":1,%s
         "replication_state":"streaming","dcs_last_seen":%d,
         "database_system_identifier":"7711081899569635372",
         "patroni":{"version":"4.1.5","scope":"demo","name":"%s"}}
        """
            .formatted(
                leads ? "primary" : "replica",
                leads ? "location" : "replayed_location",
                down + failsafe,
                Instant.now().getEpochSecond() - (dcs == Dcs.UP ? 0 : 60),
                name));
  }

  /** The members under the address by which the client knows them. */
  private Behaviour cluster(InetAddress client) {
    List<String> entries =
        members.stream()
            .map(
                member ->
                    """
                    {"name":"%s","role":"replica","state":"streaming","host":"127.0.0.1",
                     "port":5432,"api_url":"http://%s:%d/patroni"}
                    """
                        .formatted(member.name, client.getHostAddress(), member.port()))
            .toList();
    return Behaviour.json(200, "{\"members\":[" + String.join(",", entries) + "]}");
  }
}
