package io.pgha.driver.jdbc;

import static io.pgha.driver.topology.PolledCluster.member;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.driver.cluster.ManualCluster;
import io.pgha.driver.cluster.TestTicker;
import io.pgha.driver.config.Config;
import io.pgha.driver.routing.Router;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import io.pgha.driver.topology.PolledCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import java.util.Queue;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What is borrowed from a pool that holds two sessions for writing. */
final class PooledSessionTest implements SessionPool {
  private final PolledCluster polled =
      PolledCluster.of("pg1", "pg2").answers("pg1", leader()).answers("pg2", replica()).settled();
  private final TestTicker ticker = TestTicker.standing();
  private final ManualCluster cluster = new ManualCluster(polled.view(), ticker);
  private final RecordingSession first = new RecordingSession();
  private final RecordingSession second = new RecordingSession();
  private final Queue<Connection> idle = new ArrayDeque<>();
  private final List<Connection> evicted = new ArrayList<>();
  private final AtomicInteger closings = new AtomicInteger();

  @BeforeEach
  void fill() throws SQLException {
    open(first);
    open(second);
    ticker.advance(Duration.ofSeconds(1));
  }

  private void open(RecordingSession session) throws SQLException {
    Config config = Config.of("jdbc:pgha://pg1/db", new Properties());
    Router router = new Router(cluster.cluster(), config.routing());
    Session opened =
        new Session(
            member("pg1"),
            Purpose.WRITE,
            session.connection(),
            /* primary= */ true,
            polled.view().leader());
    idle.add(new PooledSession(opened, router, closings::incrementAndGet));
  }

  @AfterEach
  void stop() {
    cluster.close();
  }

  @Override
  public Connection borrow() throws SQLException {
    if (idle.isEmpty()) {
      throw new SQLException("no session in time");
    }
    return idle.remove();
  }

  @Override
  public void evict(Connection borrowed) {
    evicted.add(borrowed);
  }

  private void openedMeanwhile(RecordingSession session) {
    try {
      open(session);
    } catch (SQLException e) {
      throw new IllegalStateException(e);
    }
  }

  private void missTheLeader() {
    polled.nextRound().silent("pg1").answers("pg2", replica());
    cluster.publish(polled.view());
  }

  @Test
  void tellsOfItsEnd() throws SQLException {
    idle.remove().close();
    assertThat(closings).hasValue(1);
    idle.remove().abort(Runnable::run);
    assertThat(closings).hasValue(2);
  }

  @Test
  void isAskedNothingWhileItsLeaderIsKnown() throws SQLException {
    PooledSession.borrow(this);
    assertThat(first.calls()).doesNotContain("isValid(1)");
    assertThat(evicted).isEmpty();
  }

  @Test
  void mustAnswerWhileNobodyIsKnownToLead() throws SQLException {
    missTheLeader();
    PooledSession.borrow(this);
    assertThat(first.calls()).contains("isValid(1)");
    assertThat(evicted).isEmpty();
  }

  @Test
  void isNotAskedAfterAnotherWasSilent() {
    missTheLeader();
    first.answer("isValid", false);
    assertThatThrownBy(() -> PooledSession.borrow(this)).hasMessage("no session in time");
    assertThat(first.calls()).contains("isValid(1)", "close()");
    assertThat(second.calls()).doesNotContain("isValid(1)").contains("close()");
    assertThat(evicted).hasSize(2);
  }

  @Test
  void isAskedWhenItWasOpenedSince() throws SQLException {
    RecordingSession third = new RecordingSession();
    missTheLeader();
    first.answer(
        "isValid",
        timeout -> {
          ticker.advance(Duration.ofMillis(500));
          openedMeanwhile(third);
          ticker.advance(Duration.ofMillis(500));
          return false;
        });

    PooledSession.borrow(this);

    assertThat(third.calls()).contains("isValid(1)");
    assertThat(evicted).hasSize(2);
  }
}
