package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.core.TransactionState;

/** What becomes of a connection whose session is lost. */
class ReconnectTest {
  private final StubSource source = StubSource.reconnecting();

  @AfterEach
  void close() {
    source.close();
  }

  private LogicalConnection connect(boolean autoCommit) throws SQLException {
    LogicalConnection connection = source.connect(/* readOnly= */ false);
    connection.setAutoCommit(autoCommit);
    connection.createStatement();
    return connection;
  }

  private RecordingSession session(int number) {
    return source.opened().get(number);
  }

  /** As pgjdbc is once the socket is gone. */
  private void lose(RecordingSession session, TransactionState state) {
    session.answer("getTransactionState", state);
    session.answer("isClosed", true);
    for (String method :
        new String[] {"createStatement", "commit", "rollback", "setSchema", "setAutoCommit"}) {
      session.refuse(method, () -> new SQLException("This connection has been closed.", "08003"));
    }
  }

  /** One whose execution is how the loss of the session is found out. */
  private Statement breaking(LogicalConnection connection) throws SQLException {
    RecordingSession session = session(0);
    session.answer(
        "createStatement",
        Proxy.newProxyInstance(
            getClass().getClassLoader(),
            new Class<?>[] {Statement.class},
            (proxy, method, arguments) -> {
              lose(session, TransactionState.IDLE);
              throw new SQLException("An I/O error occurred", "08006");
            }));
    return connection.createStatement();
  }

  private static @Nullable String stateOf(ThrowingCallable call) {
    return catchThrowableOfType(SQLException.class, call).getSQLState();
  }

  @Test
  void takesANewSessionWithWhatWasSet() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ false);
    connection.setSchema("s");
    lose(session(0), TransactionState.IDLE);

    connection.createStatement();

    assertThat(source.opened()).hasSize(2);
    assertThat(session(1).calls())
        .containsExactly("setSchema(s)", "setAutoCommit(false)", "createStatement()");
    assertThat(source.closed()).hasSize(1);
    assertThat(connection.isClosed()).isFalse();
    assertThat(connection.isValid(1)).isTrue();
  }

  @Test
  void takesANewSessionForAFencedOne() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ true);
    StubSource.fence(connection.any().session());
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
  }

  @Test
  void takesOneForReadingWhereThatIsLost() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ true);
    connection.setReadOnly(true);
    connection.createStatement();
    lose(session(1), TransactionState.IDLE);
    connection.createStatement();
    assertThat(source.opened()).hasSize(3);
    connection.setReadOnly(false);
    connection.createStatement();
    assertThat(source.opened()).hasSize(3);
  }

  @Test
  void tellsAPoolToReplaceIt() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ true);
    lose(session(0), TransactionState.IDLE);
    assertThat(connection.isValid(1)).isFalse();
    assertThat(source.opened()).hasSize(1);
  }

  @Test
  void neverMovesAStatement() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ true);
    Statement old = connection.createStatement();
    lose(session(0), TransactionState.IDLE);
    connection.createStatement();
    assertThatThrownBy(() -> old.execute("select 1"))
        .hasFieldOrPropertyWithValue("SQLState", "08003")
        .hasMessageContaining("first (first:5432)")
        .hasMessageContaining("Make a new one");
  }

  /** Or the rest of the transaction would be committed without its beginning. */
  @Test
  void refusesAllUntilTheLostTransactionIsRolledBack() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ false);
    lose(session(0), TransactionState.OPEN);
    assertThat(stateOf(connection::createStatement)).isEqualTo("08003");
    assertThat(stateOf(() -> connection.setSchema("s"))).isEqualTo("08003");
    assertThat(source.opened()).hasSize(1);

    connection.rollback();
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
  }

  @Test
  void refusesAllAfterTheFirstStatementOfATransactionWasLostToo() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ false);
    Statement first = breaking(connection);
    assertThat(stateOf(() -> first.execute("insert"))).isEqualTo("08006");
    assertThat(stateOf(connection::createStatement)).isEqualTo("08003");

    connection.rollback();
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
  }

  @Test
  void refusesAllAfterTheFirstStatementOfATransactionMetTheFence() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ false);
    Statement first = connection.createStatement();
    StubSource.fence(connection.any().session());
    assertThat(stateOf(() -> first.execute("insert"))).isEqualTo("08006");
    assertThat(stateOf(connection::createStatement)).isEqualTo("08006");

    connection.rollback();
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
  }

  @Test
  void goesOnAtOnceAfterALostStatementThatCommitsByItself() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ true);
    Statement lost = breaking(connection);
    assertThat(stateOf(() -> lost.execute("insert"))).isEqualTo("08007");
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
  }

  @Test
  void tellsThatACommitFailedAndGoesOnAfterIt() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ false);
    lose(session(0), TransactionState.OPEN);
    assertThat(stateOf(connection::commit)).isEqualTo("08003");
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
  }

  @Test
  void rollsBackWhereTheLossIsFoundOutByThat() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ false);
    session(0)
        .refuse(
            "rollback",
            () -> {
              lose(session(0), TransactionState.OPEN);
              return new SQLException("An I/O error occurred", "08006");
            });
    connection.rollback();
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
  }

  @Test
  void endsNothingWhereNothingWasBegun() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ false);
    lose(session(0), TransactionState.IDLE);
    connection.commit();
    connection.rollback();
    assertThat(session(0).calls()).doesNotContain("commit()", "rollback()");
  }

  @Test
  void remembersWhatIsSetMeanwhile() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ true);
    lose(session(0), TransactionState.IDLE);
    connection.setSchema("s");
    connection.setAutoCommit(false);
    assertThat(source.opened()).hasSize(1);
    connection.createStatement();
    assertThat(session(1).calls())
        .containsExactly("setSchema(s)", "setAutoCommit(false)", "createStatement()");
  }

  @Test
  void triesAgainAfterAFailureToOpen() throws SQLException {
    LogicalConnection connection = connect(/* autoCommit= */ true);
    lose(session(0), TransactionState.IDLE);
    source.onOpening(
        () -> {
          throw new SQLException("nobody is there", "08001");
        });
    assertThat(stateOf(connection::createStatement)).isEqualTo("08001");
    source.onOpening(() -> {});
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
  }

  @Test
  void isLostWithItsSessionUnlessAskedFor() throws SQLException {
    try (StubSource usual = StubSource.splitting()) {
      Connection connection = usual.connect(/* readOnly= */ false);
      connection.createStatement();
      lose(usual.opened().get(0), TransactionState.IDLE);
      assertThat(stateOf(connection::createStatement)).isEqualTo("08003");
      assertThat(stateOf(() -> connection.setSchema("s"))).isEqualTo("08003");
      assertThat(connection.isClosed()).isTrue();
      assertThat(usual.opened()).hasSize(1);
    }
  }
}
