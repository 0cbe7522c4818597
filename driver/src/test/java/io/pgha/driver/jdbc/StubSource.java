package io.pgha.driver.jdbc;

import io.pgha.driver.cluster.ApiGate;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.WatchedCluster;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.patroni.PatroniClient;
import io.pgha.driver.patroni.PatroniTls;
import io.pgha.driver.routing.Tenure;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicInteger;

/** Opens recorded sessions, on a cluster that is known to have no members. */
final class StubSource implements SessionSource, AutoCloseable {
  private static final Leader TERM = leader("http://first");
  private static final Member MEMBER =
      new Member("first", new HostPort("first", 5432), TERM.api(), /* seed= */ true);

  /** What happens before a session is there. */
  interface Opening {
    void happens() throws SQLException;
  }

  private final Cluster cluster =
      Cluster.watch(
          new WatchedCluster(
              "nobody",
              List.of(),
              Set.of(),
              Duration.ofHours(1),
              /* discovery= */ false,
              m -> false),
          new PatroniClient(PatroniTls.of(null, null, null), Duration.ofSeconds(1)),
          new ApiGate(),
          System::nanoTime,
          new SplittableRandom(0),
          () -> {});

  private final boolean split;
  private final boolean reconnects;
  private final boolean keepsBoth;
  private final List<RecordingSession> opened = new CopyOnWriteArrayList<>();
  private final List<Session> closed = new CopyOnWriteArrayList<>();
  private final Set<Session> retiring = ConcurrentHashMap.newKeySet();
  private final AtomicInteger releases = new AtomicInteger();
  private volatile Opening opening = () -> {};

  private StubSource(boolean split, boolean reconnects, boolean keepsBoth) {
    this.split = split;
    this.reconnects = reconnects;
    this.keepsBoth = keepsBoth;
  }

  /** The read-only flag chooses between two sessions. */
  static StubSource splitting() {
    return new StubSource(/* split= */ true, /* reconnects= */ false, /* keepsBoth= */ true);
  }

  /** One session for good. */
  static StubSource single() {
    return new StubSource(/* split= */ false, /* reconnects= */ false, /* keepsBoth= */ true);
  }

  /** The read-only flag chooses between two sessions, and lost ones are replaced. */
  static StubSource reconnecting() {
    return new StubSource(/* split= */ true, /* reconnects= */ true, /* keepsBoth= */ true);
  }

  /** The read-only flag chooses between two sessions, of which one is held at a time. */
  static StubSource lending() {
    return new StubSource(/* split= */ true, /* reconnects= */ false, /* keepsBoth= */ false);
  }

  /** A connection as it is after connect: with one session, which nobody has used. */
  LogicalConnection connect(boolean readOnly) throws SQLException {
    return new LogicalConnection(this, open(readOnly), readOnly);
  }

  /** A connection that has no session yet. */
  LogicalConnection connectLate(boolean readOnly) {
    return new LogicalConnection(this, readOnly);
  }

  void onOpening(Opening happening) {
    opening = happening;
  }

  @Override
  public HeldSession open(boolean readOnly) throws SQLException {
    opening.happens();
    RecordingSession session = new RecordingSession();
    opened.add(session);
    return held(session(session.connection(), readOnly ? Purpose.read(Target.ANY) : Purpose.WRITE));
  }

  static HeldSession held(Session session) {
    return new HeldSession(session, new Tenure(/* begun= */ 0, /* patience= */ 0));
  }

  static Session session(Connection connection, Purpose purpose) {
    return new Session(MEMBER, purpose, connection, /* primary= */ true, TERM);
  }

  /** Does to a session what happens when the cluster has another leader. */
  static void fence(Session session) {
    View view =
        new View(
            1,
            List.of(),
            /* contacts= */ List.of(),
            leader("http://second"),
            /* lastLeader= */ null,
            2,
            OptionalLong.empty(),
            /* systemIdentifier= */ null,
            /* settled= */ true);
    new Sessions(Runnable::run).fenceIfOutdated(session, view);
  }

  private static Leader leader(String api) {
    return new Leader(URI.create(api), 1, /* ready= */ true, /* assumed= */ false);
  }

  /** All sessions so far, in the order in which they were opened. */
  List<RecordingSession> opened() {
    return opened;
  }

  List<Session> closed() {
    return closed;
  }

  int releases() {
    return releases.get();
  }

  /** Has it replaced when it is next asked for. */
  void retire(Session session) {
    retiring.add(session);
  }

  @Override
  public boolean finds(boolean readOnly) {
    return true;
  }

  @Override
  public boolean retires(HeldSession held) {
    return retiring.contains(held.session());
  }

  @Override
  public void close(HeldSession held) throws SQLException {
    try {
      held.connection().close();
    } finally {
      lost(held);
    }
  }

  @Override
  public void abort(HeldSession held, Executor executor) throws SQLException {
    try {
      held.session().abort(executor);
    } finally {
      lost(held);
    }
  }

  @Override
  public void lost(HeldSession held) {
    closed.add(held.session());
  }

  @Override
  public void release() {
    releases.incrementAndGet();
  }

  @Override
  public Cluster cluster() {
    return cluster;
  }

  @Override
  public boolean reconnects() {
    return reconnects;
  }

  @Override
  public boolean split() {
    return split;
  }

  @Override
  public boolean keepsBoth() {
    return keepsBoth;
  }

  @Override
  public void close() {
    cluster.close();
  }
}
