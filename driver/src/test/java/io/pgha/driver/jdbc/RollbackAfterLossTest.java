package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/**
 * Frameworks roll back after every failure, and tell the failure of the rollback if that fails too:
 * Spring does so even after a commit whose outcome is unknown.
 */
class RollbackAfterLossTest {
  private final StubSource pools = StubSource.lending();

  @AfterEach
  void close() {
    pools.close();
  }

  private LogicalConnection inTransaction() throws SQLException {
    LogicalConnection connection = pools.connectLate(/* readOnly= */ false);
    connection.setAutoCommit(false);
    connection.createStatement();
    return connection;
  }

  private RecordingSession session() {
    return pools.opened().get(0);
  }

  @Test
  void hidesNoUnknownOutcomeWhereThePoolHasTakenTheSessionBack() throws SQLException {
    LogicalConnection connection = inTransaction();
    session().answer("isClosed", true);
    session().refuse("commit", () -> new SQLException("broken", "08006"));
    session().refuse("rollback", () -> new SQLException("Connection is closed"));

    assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "08007");
    assertThatCode(connection::rollback).doesNotThrowAnyException();
  }

  @Test
  void isNothingToDoWhereTheSessionIsFenced() throws SQLException {
    LogicalConnection connection = inTransaction();
    StubSource.fence(connection.any().session());

    assertThatCode(connection::rollback).doesNotThrowAnyException();
  }

  @Test
  void tellsWhyItFailedOnASessionThatIsThere() throws SQLException {
    LogicalConnection connection = inTransaction();
    session().refuse("rollback", () -> new SQLException("for the test", "XX000"));

    assertThatThrownBy(connection::rollback).hasFieldOrPropertyWithValue("SQLState", "XX000");
  }
}
