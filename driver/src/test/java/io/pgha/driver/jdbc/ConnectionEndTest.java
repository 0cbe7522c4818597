package io.pgha.driver.jdbc;

import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgha.driver.PghaConnection;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** How a logical connection ends, and what is left of it. */
class ConnectionEndTest {
  private static final Map<String, String> USABLE_AFTER_THE_END =
      Map.of(
          "close", "does nothing, says JDBC",
          "abort", "does nothing, says JDBC",
          "isClosed", "answers",
          "isValid", "answers",
          "beginRequest", "pools call it on what may have ended meanwhile",
          "endRequest", "pools call it on what may have ended meanwhile");

  private final StubSource source = StubSource.splitting();

  @AfterEach
  void close() {
    source.close();
  }

  static Stream<Method> methodsThatNeedAnOpenConnection() {
    return Arrays.stream(PghaConnection.class.getMethods())
        .filter(
            method ->
                Stream.of(method.getExceptionTypes())
                    .anyMatch(SQLException.class::isAssignableFrom))
        .filter(method -> !USABLE_AFTER_THE_END.containsKey(method.getName()));
  }

  /** With both sessions in use. */
  private LogicalConnection connectAndUse() throws SQLException {
    LogicalConnection connection = source.connect(/* readOnly= */ false);
    connection.createStatement();
    connection.setReadOnly(true);
    connection.createStatement();
    return connection;
  }

  @ParameterizedTest
  @MethodSource("methodsThatNeedAnOpenConnection")
  void refusesAllElse(Method method) throws Exception {
    Connection connection = connectAndUse();
    connection.close();
    Throwable seen =
        catchThrowable(
            () -> {
              try {
                method.invoke(connection, SampleValues.argumentsOf(method));
              } catch (InvocationTargetException e) {
                throw e.getTargetException();
              }
            });
    assertThat(seen)
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"));
  }

  @Test
  void refusesToExecuteAStatementOfTheOtherFlag() throws SQLException {
    Connection connection = source.connect(/* readOnly= */ false);
    Statement writing = connection.createStatement();
    connection.setReadOnly(true);
    connection.close();
    assertThatThrownBy(() -> writing.execute("select 1"))
        .hasFieldOrPropertyWithValue("SQLState", "08003");
  }

  @Test
  void closesEverySessionOnce() throws SQLException {
    Connection connection = connectAndUse();
    connection.close();
    connection.close();
    connection.abort(Runnable::run);
    assertThat(source.opened())
        .allSatisfy(session -> assertThat(session.calls()).endsWith("close()"))
        .allSatisfy(session -> assertThat(session.calls()).containsOnlyOnce("close()"));
    assertThat(source.closed()).hasSize(2);
    assertThat(source.releases()).isEqualTo(1);
    assertThat(connection.isClosed()).isTrue();
    assertThat(connection.isValid(1)).isFalse();
  }

  @Test
  void abortsEverySessionOnce() throws SQLException {
    Connection connection = connectAndUse();
    connection.abort(Runnable::run);
    connection.close();
    assertThat(source.opened())
        .allSatisfy(
            session ->
                assertThat(session.calls())
                    .filteredOn(call -> !call.equals("createStatement()"))
                    .singleElement()
                    .asString()
                    .startsWith("abort("));
    assertThat(source.releases()).isEqualTo(1);
    assertThat(connection.isClosed()).isTrue();
  }

  @Test
  void closesTheOtherSessionAlsoWhenOneFailsToClose() throws SQLException {
    Connection connection = connectAndUse();
    SQLException failure = new SQLException("broken", "08006");
    source.opened().get(0).refuse("close", () -> failure);
    assertThatThrownBy(connection::close).isSameAs(failure);
    assertThat(source.opened().get(1).isClosed()).isTrue();
    assertThat(source.closed()).hasSize(2);
    assertThat(source.releases()).isEqualTo(1);
  }

  @Test
  void doesNotWaitForASessionThatIsBeingOpened() throws Exception {
    Connection connection = source.connect(/* readOnly= */ false);
    connection.createStatement();
    connection.setReadOnly(true);
    CountDownLatch begun = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    source.onOpening(() -> pause(begun, goOn));
    CompletableFuture<Throwable> user =
        CompletableFuture.supplyAsync(() -> catchThrowable(connection::createStatement));
    assertThat(begun.await(30, SECONDS)).isTrue();

    connection.close();

    assertThat(connection.isClosed()).isTrue();
    assertThat(source.releases()).isEqualTo(1);
    goOn.countDown();
    assertThat(user.get(30, SECONDS)).hasFieldOrPropertyWithValue("SQLState", "08003");
    assertThat(source.opened()).hasSize(2).allMatch(RecordingSession::isClosed);
    assertThat(source.closed()).hasSize(2);
  }

  private static void pause(CountDownLatch begun, CountDownLatch goOn) throws SQLException {
    begun.countDown();
    try {
      goOn.await();
    } catch (InterruptedException e) {
      throw new SQLException(e);
    }
  }

  @Test
  void countsAsClosedWhenItsSessionIs() throws SQLException {
    Connection connection = source.connect(/* readOnly= */ false);
    source.opened().get(0).connection().close();
    assertThat(connection.isClosed()).isTrue();
  }
}
