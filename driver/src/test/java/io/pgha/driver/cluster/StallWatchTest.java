package io.pgha.driver.cluster;

import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.Session.Fence;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.session.WaitingSessions;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.PolledCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Time passes only as a test says; the PostgreSQL that is asked for a byte is a real socket. */
class StallWatchTest implements StallWatch.Findings {
  private static final Duration STALL = Duration.ofSeconds(2);

  private final Sessions sessions = new Sessions(Runnable::run);
  private final StallWatch watch = new StallWatch(sessions, Runnable::run);
  private final PolledCluster polled =
      PolledCluster.of("pg1", "pg2").answers("pg1", leader()).answers("pg2", replica());
  private final Queue<Runnable> inbox = new ArrayDeque<>();
  private final List<Session> dead = new ArrayList<>();
  private final AtomicInteger handshakes = new AtomicInteger();
  private ServerSocket postgres;
  private Session session;
  private Session other;
  private long round = 1;
  private long now;
  private int looks;

  @BeforeEach
  void start() throws IOException {
    postgres = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    session = onPg1();
    other =
        WaitingSessions.on(
            new Member("pg2", new HostPort("127.0.0.1", 1), PolledCluster.api("pg2"), true), STALL);
    sessions.add(session);
    sessions.add(other);
  }

  private Session onPg1() {
    HostPort address = new HostPort("127.0.0.1", postgres.getLocalPort());
    return WaitingSessions.on(new Member("pg1", address, PolledCluster.api("pg1"), true), STALL);
  }

  @AfterEach
  void stop() throws IOException {
    postgres.close();
  }

  @Test
  void looksOnceAtAMemberThatASessionWaitsForTooLong() {
    session.activity().begin();
    pass(Duration.ofMillis(1_900));
    assertThat(looks).isZero();

    pass(Duration.ofMillis(200));
    assertThat(looks).isEqualTo(1);
    apiAnswers();
    pass(Duration.ofHours(1));
    assertThat(looks).isEqualTo(1);
  }

  @Test
  void looksAtNobodyForManyShortWaits() {
    for (int i = 0; i < 20; i++) {
      session.activity().begin();
      pass(Duration.ofMillis(1_500));
      session.activity().end();
      session.activity().begin();
    }

    assertThat(looks).isZero();
  }

  @Test
  void looksAtNobodyForAnIdleSession() {
    session.activity().begin();
    pass(Duration.ofMillis(500));
    session.activity().end();
    pass(Duration.ofHours(1));

    assertThat(looks).isZero();
  }

  @Test
  void doesNotAskPostgresqlWhilePatroniAnswers() throws IOException {
    postgres.close();
    session.activity().begin();
    pass(Duration.ofMillis(2_100));
    for (int i = 0; i < 100; i++) {
      apiAnswers();
      pass(Duration.ofMillis(500));
    }

    assertThat(dead).isEmpty();
  }

  @Test
  void neverAbortsWhilePostgresqlAnswers() {
    answerHandshakes();
    session.activity().begin();
    apiIsSilent();
    pass(Duration.ofSeconds(100));

    assertThat(dead).isEmpty();
    assertThat(handshakes.get()).as("one in about five seconds").isBetween(15, 25);
  }

  @Test
  void abortsAllSessionsOfAMemberThatAnswersInNoWay() throws IOException {
    postgres.close();
    Session idle = onPg1();
    sessions.add(idle);
    session.activity().begin();
    apiIsSilent();
    pass(Duration.ofSeconds(5));

    assertThat(dead).containsExactlyInAnyOrder(session, idle);
    assertThat(session.fence()).isEqualTo(Fence.MEMBER_DEAD);
    assertThat(other.fenced()).isFalse();
  }

  @Test
  void abortsNobodyAfterOneHandshakeThatFailed() throws IOException {
    postgres.close();
    session.activity().begin();
    apiIsSilent();
    pass(Duration.ofMillis(2_700));
    assertThat(dead).isEmpty();

    apiAnswers();
    pass(Duration.ofHours(1));
    assertThat(dead).isEmpty();
  }

  /** The kernel of a frozen host takes the connection, and nobody says a word. */
  @Test
  void countsAPostgresqlThatSaysNothingAsSilent() {
    session.activity().begin();
    apiIsSilent();
    pass(Duration.ofSeconds(5));

    assertThat(dead).containsExactly(session);
  }

  @Test
  void looksAgainWhenPatroniFallsSilentDuringALongQuery() throws IOException {
    postgres.close();
    session.activity().begin();
    pass(Duration.ofMillis(2_100));
    apiAnswers();
    pass(Duration.ofHours(1));
    assertThat(dead).isEmpty();

    apiIsSilent();
    pass(Duration.ofSeconds(2));
    assertThat(dead).containsExactly(session);
  }

  @Override
  public void stalled() {
    looks++;
  }

  @Override
  public void dead(List<Session> aborted) {
    dead.addAll(aborted);
  }

  /** In the steps in which a monitor would look, and with what comes of each at once. */
  private void pass(Duration time) {
    long end = now + time.toNanos();
    while (true) {
      watch.check(polled.view(), round, now, inbox::add, this);
      while (!inbox.isEmpty()) {
        inbox.remove().run();
      }
      if (watch.nextAt() > end) {
        now = end;
        return;
      }
      now = Math.max(now, watch.nextAt());
    }
  }

  private void apiAnswers() {
    round++;
    polled.nextRound().answers("pg1", leader());
  }

  private void apiIsSilent() {
    round++;
    polled.nextRound().silent("pg1");
  }

  private void answerHandshakes() {
    Thread server =
        new Thread(
            () -> {
              while (true) {
                try (Socket client = postgres.accept()) {
                  client.getInputStream().readNBytes(8);
                  handshakes.incrementAndGet();
                  client.getOutputStream().write('N');
                } catch (SocketException e) {
                  return;
                } catch (IOException e) {
                  throw new IllegalStateException(e);
                }
              }
            },
            "postgres");
    server.setDaemon(true);
    server.start();
  }
}
