package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgha.driver.jdbc.MinimalWrappers.MinimalCallableStatement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.sql.CallableStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** A callable statement has the methods of all three kinds of statement. */
class DelegatingStatementTest {
  private static final Set<String> WRITTEN_BY_HAND =
      Set.of("unwrap", "isWrapperFor", "getConnection");

  private final List<SQLException> failures = new ArrayList<>();
  private final SQLException refusal = new SQLException("refused before execution");

  static Stream<Method> executions() {
    return methods().filter(method -> method.getName().startsWith("execute"));
  }

  static Stream<Method> otherMethods() {
    return methods().filter(method -> !method.getName().startsWith("execute"));
  }

  private static Stream<Method> methods() {
    return Arrays.stream(CallableStatement.class.getMethods())
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
          new RefusingStatement(delegate.as(CallableStatement.class)),
          SampleValues.argumentsOf(method));
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private final class RefusingStatement extends MinimalCallableStatement {
    RefusingStatement(CallableStatement delegate) {
      super(delegate, e -> e);
    }

    @Override
    SQLException failed(SQLException e) {
      failures.add(e);
      return e;
    }

    @Override
    void beforeExecute() throws SQLException {
      throw refusal;
    }
  }
}
