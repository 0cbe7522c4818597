package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.core.TransactionState;

/** When a connection lets go of a session that should be replaced. */
class RetiringTest {
  private final StubSource source = StubSource.splitting();

  @AfterEach
  void close() {
    source.close();
  }

  private LogicalConnection reading() throws SQLException {
    LogicalConnection connection = source.connect(/* readOnly= */ true);
    connection.createStatement();
    return connection;
  }

  /** With both sessions in use. */
  private LogicalConnection readingAfterWriting() throws SQLException {
    LogicalConnection connection = source.connect(/* readOnly= */ false);
    connection.createStatement();
    connection.setReadOnly(true);
    connection.createStatement();
    return connection;
  }

  @Test
  void isNotValidAnyMoreAndAsksNobody() throws SQLException {
    LogicalConnection connection = reading();
    source.retire(connection.any().session());

    assertThat(connection.isValid(1)).isFalse();

    assertThat(source.opened().get(0).calls()).noneMatch(call -> call.startsWith("isValid"));
    assertThat(source.opened().get(0).isClosed()).isFalse();
  }

  @Test
  void staysValidInsideATransaction() throws SQLException {
    LogicalConnection connection = reading();
    source.retire(connection.any().session());
    source.opened().get(0).answer("getTransactionState", TransactionState.OPEN);
    assertThat(connection.isValid(1)).isTrue();

    source.opened().get(0).answer("getTransactionState", TransactionState.IDLE);
    assertThat(connection.isValid(1)).isFalse();
  }

  /** Statements of the one that leaves may be kept in a cache, and would break. */
  @Test
  void isNotValidWhenOneOfTwoSessionsShouldLeave() throws SQLException {
    LogicalConnection connection = readingAfterWriting();
    source.retire(connection.any().session());
    connection.setReadOnly(false);

    assertThat(connection.isValid(1)).isFalse();

    assertThat(source.opened()).noneMatch(RecordingSession::isClosed);
  }

  /** A statement of it may be in use, which nobody can know. */
  @Test
  void goesOnUntilSomebodyAsks() throws SQLException {
    LogicalConnection connection = reading();
    source.retire(connection.any().session());
    connection.createStatement();
    assertThat(source.opened()).hasSize(1);
  }

  @Test
  void asksNobodyWhenASessionIsKnownToBeGone() throws SQLException {
    LogicalConnection connection = readingAfterWriting();
    source.opened().get(0).answer("isClosed", true);
    assertThat(connection.isValid(1)).isFalse();
    assertThat(source.opened())
        .flatMap(RecordingSession::calls)
        .noneMatch(call -> call.startsWith("isValid"));
  }
}
