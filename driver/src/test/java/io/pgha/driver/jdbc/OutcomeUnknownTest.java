package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.lang.reflect.Proxy;
import java.sql.BatchUpdateException;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.postgresql.core.TransactionState;

/** What an application is told when its session breaks while something is under way. */
class OutcomeUnknownTest {
  interface Work {
    void on(Connection connection) throws SQLException;
  }

  private final StubSource source = StubSource.splitting();

  @AfterEach
  void close() {
    source.close();
  }

  static Stream<Named<Work>> commits() {
    return Stream.concat(
        Stream.of(
            Named.of("commit()", Connection::commit),
            Named.of("setAutoCommit(true)", c -> c.setAutoCommit(true))),
        commitsAsSql());
  }

  static Stream<Named<Work>> commitsAsSql() {
    return Stream.of(
        Named.of("execute", c -> c.createStatement().execute("commit")),
        Named.of("with keys", c -> c.createStatement().execute("insert; commit", new int[1])),
        Named.of("update", c -> c.createStatement().executeUpdate("insert; end; insert")),
        Named.of("query", c -> c.createStatement().executeQuery("prepare transaction 'x'")),
        Named.of("prepared", c -> c.prepareStatement("commit").execute()),
        Named.of("called", c -> c.prepareCall("commit").execute()),
        Named.of("batch", c -> batch(c, "insert", "commit").executeBatch()),
        Named.of("large batch", c -> batch(c, "commit", "insert").executeLargeBatch()));
  }

  static Stream<Named<Work>> statements() {
    return Stream.of(
        Named.of("execute", c -> c.createStatement().execute("insert")),
        Named.of("rollback", c -> c.createStatement().execute("rollback")),
        Named.of("prepared", c -> c.prepareStatement("insert").executeUpdate()),
        Named.of("prepared batch", c -> c.prepareStatement("insert").executeBatch()),
        Named.of("called", c -> c.prepareCall("insert").execute()),
        Named.of("batch", c -> batch(c, "insert", "insert").executeBatch()),
        Named.of("cleared batch", c -> clearedBatch(c).executeBatch()),
        Named.of("new row", c -> c.createStatement().getResultSet().insertRow()),
        Named.of("changed row", c -> c.createStatement().getResultSet().updateRow()),
        Named.of("deleted row", c -> c.createStatement().getResultSet().deleteRow()));
  }

  static Stream<Named<Work>> whatSendsNothingToCommit() {
    return Stream.of(
        Named.of("savepoint", Connection::setSavepoint),
        Named.of("row", c -> c.createStatement().getResultSet().next()),
        Named.of("closing", c -> c.createStatement().close()),
        Named.of("metadata", c -> c.getMetaData().getTables(null, null, null, null)),
        Named.of("schema", c -> c.setSchema("s")));
  }

  private static Statement batch(Connection connection, String... sql) throws SQLException {
    Statement statement = connection.createStatement();
    for (String each : sql) {
      statement.addBatch(each);
    }
    return statement;
  }

  private static Statement clearedBatch(Connection connection) throws SQLException {
    Statement statement = batch(connection, "commit");
    statement.clearBatch();
    return statement;
  }

  /** With its session in use, in a state of its transaction. */
  private LogicalConnection connect(boolean readOnly, boolean autoCommit, TransactionState state)
      throws SQLException {
    LogicalConnection connection = source.connect(readOnly);
    connection.setAutoCommit(autoCommit);
    connection.createStatement();
    session().answer("getTransactionState", state);
    return connection;
  }

  private LogicalConnection inTransaction() throws SQLException {
    return connect(/* readOnly= */ false, /* autoCommit= */ false, TransactionState.OPEN);
  }

  private LogicalConnection inAutocommit() throws SQLException {
    return connect(/* readOnly= */ false, /* autoCommit= */ true, TransactionState.IDLE);
  }

  private RecordingSession session() {
    return source.opened().get(0);
  }

  /** Has everything on the session fail from now on, after something has happened to it. */
  private void fail(Runnable happening, Supplier<SQLException> failure) {
    Breaking breaking =
        () -> {
          happening.run();
          return failure.get();
        };
    session().answer("createStatement", breaking.as(Statement.class, ""));
    session().answer("prepareStatement", sql -> breaking.as(PreparedStatement.class, sql));
    session().answer("prepareCall", sql -> breaking.as(CallableStatement.class, sql));
    session().answer("getMetaData", breaking.as(DatabaseMetaData.class, ""));
    for (String method :
        Set.of("commit", "rollback", "setAutoCommit", "setSchema", "setSavepoint")) {
      session().refuse(method, breaking::happens);
    }
  }

  private interface Breaking {
    Set<String> ADDITIONS = Set.of("addBatch", "clearBatch");

    SQLException happens();

    /** Its text is its SQL, as pgjdbc has it. */
    default <T> T as(Class<T> type, String text) {
      return type.cast(
          Proxy.newProxyInstance(
              type.getClassLoader(),
              new Class<?>[] {type},
              (proxy, method, arguments) -> answer(method.getName(), text)));
    }

    private @Nullable Object answer(String method, String text) throws SQLException {
      if (method.equals("toString")) {
        return text;
      }
      if (method.equals("getResultSet")) {
        return as(ResultSet.class, "");
      }
      if (ADDITIONS.contains(method)) {
        return null;
      }
      throw happens();
    }
  }

  private void breakWith(String state) {
    fail(() -> session().answer("isClosed", true), () -> new SQLException("broken", state));
  }

  private static @Nullable String stateOf(Work work, Connection connection) {
    return catchThrowableOfType(SQLException.class, () -> work.on(connection)).getSQLState();
  }

  @ParameterizedTest
  @MethodSource("commits")
  void isUnknownForEveryKindOfCommit(Work commit) throws SQLException {
    Connection connection = inTransaction();
    breakWith("08006");

    SQLException told = catchThrowableOfType(SQLException.class, () -> commit.on(connection));

    assertThat(told.getSQLState()).isEqualTo("08007");
    assertThat((Throwable) told)
        .hasMessageContaining("first (first:5432)")
        .hasMessageContaining("not known whether")
        .hasMessageContaining("Look before you repeat")
        .hasRootCauseMessage("broken");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "08000", "08006", "08P01", "57P01", "57P02", "53100", "58030", "F0000", "XX000", "XX002"
      })
  void isUnknownWhateverEndedTheSession(String state) throws SQLException {
    Connection connection = inTransaction();
    breakWith(state);
    assertThat(stateOf(Connection::commit, connection)).isEqualTo("08007");
  }

  @ParameterizedTest
  @MethodSource("commits")
  void isUnknownIfTheSessionIsFencedMeanwhile(Work commit) throws SQLException {
    LogicalConnection connection = inTransaction();
    var session = connection.any().session();
    fail(() -> StubSource.fence(session), () -> new SQLException("aborted", "08006"));
    assertThat(stateOf(commit, connection)).isEqualTo("08007");
  }

  @ParameterizedTest
  @MethodSource("statements")
  void isUnknownForAStatementThatCommitsByItself(Work statement) throws SQLException {
    Connection connection = inAutocommit();
    breakWith("08006");
    assertThat(stateOf(statement, connection)).isEqualTo("08007");
  }

  @ParameterizedTest
  @MethodSource({"statements", "whatSendsNothingToCommit"})
  void isNoQuestionInsideATransaction(Work work) throws SQLException {
    Connection connection = inTransaction();
    breakWith("08006");
    assertThat(stateOf(work, connection)).isEqualTo("08006");
    assertThat(stateOf(Connection::rollback, connection)).isEqualTo("08006");
  }

  @ParameterizedTest
  @MethodSource("statements")
  void isNoQuestionInsideATransactionThatSqlHasBegun(Work statement) throws SQLException {
    Connection connection =
        connect(/* readOnly= */ false, /* autoCommit= */ true, TransactionState.OPEN);
    breakWith("57P01");
    assertThat(stateOf(statement, connection)).isEqualTo("57P01");
  }

  @ParameterizedTest
  @MethodSource({"statements", "whatSendsNothingToCommit"})
  void isNoQuestionWhereNothingCanBeWritten(Work work) throws SQLException {
    Connection connection =
        connect(/* readOnly= */ true, /* autoCommit= */ true, TransactionState.IDLE);
    breakWith("08006");
    assertThat(stateOf(work, connection)).isEqualTo("08006");
  }

  @ParameterizedTest
  @MethodSource("whatSendsNothingToCommit")
  void isNoQuestionWhereNothingWasSentToCommit(Work work) throws SQLException {
    Connection connection = inAutocommit();
    breakWith("08006");
    assertThat(stateOf(work, connection)).isEqualTo("08006");
  }

  /** pgjdbc refuses by itself what comes after the end; 57P05 ends an idle session only. */
  @ParameterizedTest
  @ValueSource(strings = {"08003", "57P05"})
  void isKnownWhereNothingHasRun(String state) throws SQLException {
    Connection connection = inTransaction();
    breakWith(state);
    assertThat(stateOf(Connection::commit, connection)).isEqualTo(state);
  }

  /** As when a foreign server is out of reach, and our own is there. */
  @ParameterizedTest
  @ValueSource(strings = {"23505", "40001", "08001", "08P01", "53100", "XX000"})
  void isKnownWhereTheServerHasAnswered(String state) throws SQLException {
    Connection connection = inAutocommit();
    fail(() -> {}, () -> new SQLException("refused", state));
    assertThat(stateOf(c -> c.createStatement().execute("insert"), connection)).isEqualTo(state);
  }

  @Test
  void isKnownWhereTheFenceCameFirst() throws SQLException {
    LogicalConnection connection = inTransaction();
    StubSource.fence(connection.any().session());
    assertThat(stateOf(Connection::commit, connection)).isEqualTo("08006");
    assertThat(session().calls()).doesNotContain("commit()");
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void isToldOfABatchTogetherWithWhatItHasDone(boolean fenced) throws SQLException {
    LogicalConnection connection = inAutocommit();
    var session = connection.any().session();
    fail(
        () -> {
          session().answer("isClosed", true);
          if (fenced) {
            StubSource.fence(session);
          }
        },
        () -> new BatchUpdateException("broken", "08006", 0, new long[] {3, 1}, null));

    BatchUpdateException told =
        catchThrowableOfType(
            BatchUpdateException.class, () -> batch(connection, "a", "b", "c").executeBatch());

    assertThat(told.getSQLState()).isEqualTo("08007");
    assertThat(told.getLargeUpdateCounts()).containsExactly(3, 1);
    assertThat(told.getUpdateCounts()).containsExactly(3, 1);
  }

  @Test
  void aFencedBatchInsideATransactionKeepsItsTypeToo() throws SQLException {
    LogicalConnection connection = inTransaction();
    var session = connection.any().session();
    fail(
        () -> StubSource.fence(session),
        () -> new BatchUpdateException("broken", "08006", 0, new long[] {3}, null));

    BatchUpdateException told =
        catchThrowableOfType(
            BatchUpdateException.class, () -> batch(connection, "a", "b").executeBatch());

    assertThat(told.getSQLState()).isEqualTo("08006");
    assertThat((Throwable) told).hasMessageContaining("not the leader any more");
  }
}
