package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgha.driver.jdbc.MinimalWrappers.MinimalCallableStatement;
import io.pgha.driver.jdbc.MinimalWrappers.MinimalDatabaseMetaData;
import io.pgha.driver.jdbc.MinimalWrappers.MinimalResultSet;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.DatabaseMetaData;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What runs a statement on the server asks before, and nothing else does. A callable statement has
 * the methods of all three kinds of statement.
 */
class BeforeExecuteTest {
  private static final Set<String> WRITTEN_BY_HAND =
      Set.of("unwrap", "isWrapperFor", "getConnection", "getStatement");
  private static final Set<String> OF_ROWS =
      Set.of("insertRow", "updateRow", "deleteRow", "refreshRow");

  private final List<SQLException> failures = new ArrayList<>();
  private final SQLException refusal = new SQLException("refused before execution");

  static Stream<Method> executions() {
    return methods().filter(BeforeExecuteTest::executes);
  }

  static Stream<Method> otherMethods() {
    return methods().filter(method -> !executes(method));
  }

  private static boolean executes(Method method) {
    return method.getName().startsWith("execute")
        || OF_ROWS.contains(method.getName())
        || (method.getDeclaringClass() == DatabaseMetaData.class && mayFail(method));
  }

  private static boolean mayFail(Method method) {
    return List.of(method.getExceptionTypes()).contains(SQLException.class);
  }

  private static Stream<Method> methods() {
    return Stream.of(CallableStatement.class, ResultSet.class, DatabaseMetaData.class)
        .flatMap(type -> Arrays.stream(type.getMethods()))
        .filter(method -> !WRITTEN_BY_HAND.contains(method.getName()));
  }

  @ParameterizedTest
  @MethodSource("executions")
  void refusesExecutionBeforeTheDelegateIsReached(Method execution) {
    RecordingDelegate delegate = RecordingDelegate.returning(SampleValues.resultOf(execution));

    Throwable seen = catchThrowable(() -> invokeRefusing(execution, delegate));

    assertThat(seen).isSameAs(refusal);
    assertThat(failures).isEmpty();
    assertThat(delegate.calls()).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("otherMethods")
  void refusesNothingButExecution(Method method) throws Throwable {
    RecordingDelegate delegate = RecordingDelegate.returning(SampleValues.resultOf(method));

    invokeRefusing(method, delegate);

    assertThat(delegate.calls()).hasSize(1);
  }

  private void invokeRefusing(Method method, RecordingDelegate delegate) throws Throwable {
    try {
      method.invoke(
          refusing(method.getDeclaringClass(), delegate), SampleValues.argumentsOf(method));
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private Object refusing(Class<?> type, RecordingDelegate delegate) {
    if (type == ResultSet.class) {
      return new RefusingResultSet(delegate.as(ResultSet.class));
    }
    return type == DatabaseMetaData.class
        ? new RefusingMetaData(delegate.as(DatabaseMetaData.class))
        : new RefusingStatement(delegate.as(CallableStatement.class));
  }

  private SQLException failed(SQLException e) {
    failures.add(e);
    return e;
  }

  private final class RefusingStatement extends MinimalCallableStatement {
    RefusingStatement(CallableStatement delegate) {
      super(delegate, BeforeExecuteTest.this::failed);
    }

    @Override
    void beforeExecute() throws SQLException {
      throw refusal;
    }
  }

  private final class RefusingResultSet extends MinimalResultSet {
    RefusingResultSet(ResultSet delegate) {
      super(delegate, BeforeExecuteTest.this::failed);
    }

    @Override
    void beforeExecute() throws SQLException {
      throw refusal;
    }
  }

  private final class RefusingMetaData extends MinimalDatabaseMetaData {
    RefusingMetaData(DatabaseMetaData delegate) {
      super(delegate, BeforeExecuteTest.this::failed);
    }

    @Override
    void beforeExecute() throws SQLException {
      throw refusal;
    }
  }
}
