package io.pgha.driver.jdbc;

import static java.util.Map.entry;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.pgha.driver.jdbc.DelegationContract.Case;
import io.pgha.driver.jdbc.MinimalWrappers.MinimalCallableStatement;
import io.pgha.driver.jdbc.MinimalWrappers.MinimalConnection;
import io.pgha.driver.jdbc.MinimalWrappers.MinimalDatabaseMetaData;
import io.pgha.driver.jdbc.MinimalWrappers.MinimalPreparedStatement;
import io.pgha.driver.jdbc.MinimalWrappers.MinimalResultSet;
import io.pgha.driver.jdbc.MinimalWrappers.MinimalStatement;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Every method of every wrapper reaches the delegate, unless it is written by hand for a reason.
 */
class DelegationContractTest {
  private static final Set<Class<?>> WRAPPED =
      Set.of(
          Connection.class,
          Statement.class,
          PreparedStatement.class,
          CallableStatement.class,
          ResultSet.class,
          DatabaseMetaData.class);
  private static final Map<String, String> WRAPPER_METHODS =
      Map.of(
          "unwrap(Class)", "the wrapper itself comes first",
          "isWrapperFor(Class)", "the wrapper itself comes first");
  private static final Map<String, String> OUR_CONNECTION =
      with(WRAPPER_METHODS, "getConnection()", "the logical connection is the answer");
  private static final Map<String, String> OUR_STATEMENT =
      with(WRAPPER_METHODS, "getStatement()", "the wrapped statement is the answer");
  private static final Map<String, String> CLIENT_INFO =
      with(
          with(WRAPPER_METHODS, "setClientInfo(String,String)", "may not throw SQLException"),
          "setClientInfo(Properties)",
          "may not throw SQLException");

  private static final RealWrappers REAL = new RealWrappers();
  private static final Map<String, String> REAL_CONNECTION =
      Map.ofEntries(
          entry("unwrap(Class)", "the wrapper itself comes first"),
          entry("isWrapperFor(Class)", "the wrapper itself comes first"),
          entry("setReadOnly(boolean)", "chooses the session"),
          entry("isReadOnly()", "answers what chooses the session"),
          entry("isValid(int)", "first looks at what is known without asking"),
          entry("getAutoCommit()", "answers what was set, and nothing else changes it"));

  /** Written for both sessions at once; their failures tell nothing of one of them. */
  private static final Set<String> OF_BOTH_SESSIONS =
      Set.of(
          "close()",
          "abort(Executor)",
          "isClosed()",
          "isValid(int)",
          "beginRequest()",
          "endRequest()");

  private final List<SQLException> failures = new ArrayList<>();
  private final SQLException replacement = new SQLException("replacement");

  static Stream<DelegationContract<?>> generated() {
    return Stream.of(
        new DelegationContract<>(
            "DelegatingConnection", Connection.class, MinimalConnection::new, CLIENT_INFO),
        new DelegationContract<>(
            "DelegatingStatement", Statement.class, MinimalStatement::new, OUR_CONNECTION),
        new DelegationContract<>(
            "DelegatingPreparedStatement",
            PreparedStatement.class,
            MinimalPreparedStatement::new,
            OUR_CONNECTION),
        new DelegationContract<>(
            "DelegatingCallableStatement",
            CallableStatement.class,
            MinimalCallableStatement::new,
            OUR_CONNECTION),
        new DelegationContract<>(
            "DelegatingResultSet", ResultSet.class, MinimalResultSet::new, OUR_STATEMENT),
        new DelegationContract<>(
            "DelegatingDatabaseMetaData",
            DatabaseMetaData.class,
            MinimalDatabaseMetaData::new,
            OUR_CONNECTION));
  }

  /** What applications hold. */
  static Stream<DelegationContract<?>> real() {
    return Stream.of(
        new DelegationContract<>(
            "LogicalConnection", Connection.class, (d, e) -> REAL.connection(d), REAL_CONNECTION),
        new DelegationContract<>(
            "PghaStatement", Statement.class, (d, e) -> REAL.statement(d), OUR_CONNECTION),
        new DelegationContract<>(
            "PghaPreparedStatement",
            PreparedStatement.class,
            (d, e) -> REAL.preparedStatement(d),
            OUR_CONNECTION),
        new DelegationContract<>(
            "PghaCallableStatement",
            CallableStatement.class,
            (d, e) -> REAL.callableStatement(d),
            OUR_CONNECTION),
        new DelegationContract<>(
            "PghaResultSet", ResultSet.class, (d, e) -> REAL.resultSet(d), OUR_STATEMENT),
        new DelegationContract<>(
            "PghaDatabaseMetaData",
            DatabaseMetaData.class,
            (d, e) -> REAL.metaData(d),
            OUR_CONNECTION));
  }

  static Stream<DelegationContract<?>> contracts() {
    return Stream.concat(generated(), real());
  }

  @AfterAll
  static void close() {
    REAL.close();
  }

  static Stream<Case> everyMethod() {
    return contracts().flatMap(DelegationContract::cases);
  }

  static Stream<Case> methodsWithResult() {
    return everyMethod().filter(c -> !c.method().getReturnType().isPrimitive());
  }

  static Stream<Case> generatedMethodsThatThrowSqlException() {
    return generated().flatMap(DelegationContract::cases).filter(Case::throwsSqlException);
  }

  static Stream<Case> realMethodsThatThrowSqlException() {
    return real()
        .flatMap(DelegationContract::cases)
        .filter(Case::throwsSqlException)
        .filter(c -> !OF_BOTH_SESSIONS.contains(DelegationContract.signature(c.method())));
  }

  @ParameterizedTest
  @MethodSource("everyMethod")
  void reachesTheDelegateOnceWithTheSameArguments(Case call) throws Throwable {
    RecordingDelegate delegate = RecordingDelegate.returning(SampleValues.resultOf(call.method()));
    Object[] arguments = SampleValues.argumentsOf(call.method());

    invoke(call, delegate, arguments);

    assertThat(delegate.calls())
        .containsExactly(new RecordingDelegate.Call(call.method(), Arrays.asList(arguments)));
  }

  @ParameterizedTest
  @MethodSource("everyMethod")
  void returnsWhatTheDelegateReturnsOrItsWrapper(Case call) throws Throwable {
    Object value = SampleValues.resultOf(call.method());

    Object result = invoke(call, RecordingDelegate.returning(value));

    if (WRAPPED.contains(call.method().getReturnType())) {
      assertThat(delegateOf(result)).isSameAs(value);
    } else {
      assertThat(result).isEqualTo(value);
    }
  }

  @ParameterizedTest
  @MethodSource("methodsWithResult")
  void returnsNullForNull(Case call) throws Throwable {
    assertThat(invoke(call, RecordingDelegate.returning(null))).isNull();
  }

  @ParameterizedTest
  @MethodSource("generatedMethodsThatThrowSqlException")
  void passesSqlExceptionThroughFailedOnce(Case call) {
    SQLException thrown = new SQLException("from the delegate");

    Throwable seen = catchThrowable(() -> invoke(call, RecordingDelegate.throwing(thrown)));

    assertThat(seen).isSameAs(replacement);
    assertThat(failures).containsExactly(thrown);
  }

  @ParameterizedTest
  @MethodSource("realMethodsThatThrowSqlException")
  void tellsThatTheSessionWasFencedMeanwhile(Case call) {
    SQLException thrown = new SQLException("from the delegate");
    AtomicBoolean fenced = new AtomicBoolean();
    RecordingDelegate delegate =
        RecordingDelegate.answering(
            () -> {
              if (fenced.getAndSet(true)) {
                return null;
              }
              REAL.fenceLast();
              throw thrown;
            });

    Throwable seen = catchThrowable(() -> invoke(call, delegate));

    assertThat(seen)
        .hasFieldOrPropertyWithValue("SQLState", commits(call) ? "08007" : "08006")
        .hasCause(thrown);
  }

  /** On a session for writing, in autocommit. */
  private static boolean commits(Case call) {
    String name = call.method().getName();
    return name.startsWith("execute")
        || Set.of("commit", "insertRow", "updateRow", "deleteRow", "refreshRow").contains(name);
  }

  @ParameterizedTest
  @MethodSource("everyMethod")
  void leavesOtherExceptionsUntouched(Case call) {
    RuntimeException thrown = new IllegalStateException("from the delegate");

    Throwable seen = catchThrowable(() -> invoke(call, RecordingDelegate.throwing(thrown)));

    assertThat(seen).isSameAs(thrown);
    assertThat(failures).isEmpty();
  }

  @ParameterizedTest
  @MethodSource("contracts")
  void exemptsOnlyMethodsThatExist(DelegationContract<?> contract) {
    assertThat(contract.methods().map(DelegationContract::signature))
        .containsAll(contract.writtenByHand().keySet());
  }

  @ParameterizedTest
  @MethodSource("generated")
  void generatesAllButWhatMustBeWrittenByHand(DelegationContract<?> contract) throws Exception {
    Class<?> generated = Class.forName("io.pgha.driver.jdbc." + contract.name());

    Stream<Method> leftAbstract =
        Arrays.stream(generated.getMethods()).filter(m -> Modifier.isAbstract(m.getModifiers()));

    assertThat(leftAbstract.map(DelegationContract::signature))
        .containsExactlyInAnyOrderElementsOf(contract.writtenByHand().keySet());
  }

  private @Nullable Object invoke(Case call, RecordingDelegate delegate) throws Throwable {
    return invoke(call, delegate, SampleValues.argumentsOf(call.method()));
  }

  private @Nullable Object invoke(Case call, RecordingDelegate delegate, Object[] arguments)
      throws Throwable {
    Object wrapper = call.contract().wrap(delegate, this::failed);
    try {
      return call.method().invoke(wrapper, arguments);
    } catch (InvocationTargetException e) {
      throw e.getTargetException();
    }
  }

  private SQLException failed(SQLException e) {
    failures.add(e);
    return replacement;
  }

  private static Object delegateOf(@Nullable Object wrapper) {
    if (wrapper instanceof DelegatingStatement<?> statement) {
      return statement.delegate;
    }
    if (wrapper instanceof DelegatingResultSet resultSet) {
      return resultSet.delegate;
    }
    if (wrapper instanceof DelegatingDatabaseMetaData metaData) {
      return metaData.delegate;
    }
    throw new AssertionError("not wrapped: " + wrapper);
  }

  private static Map<String, String> with(
      Map<String, String> reasons, String method, String reason) {
    Map<String, String> more = new HashMap<>(reasons);
    more.put(method, reason);
    return Map.copyOf(more);
  }
}
