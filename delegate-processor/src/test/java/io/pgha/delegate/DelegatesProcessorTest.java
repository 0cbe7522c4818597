package io.pgha.delegate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.lang.reflect.Proxy;
import java.nio.file.Path;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DelegatesProcessorTest {
  private static final String NAMED =
      """
      package sample;
      public interface Named {
        String name(int first, long[] second) throws java.sql.SQLException;
      }
      """;
  private static final String SOURCE =
      """
      package sample;
      import java.sql.SQLException;
      public interface Source extends Named {
        default int size() throws SQLException { return -1; }
        int plain();
        void narrower() throws java.sql.SQLClientInfoException;
        int executeAll() throws SQLException;
        int execute(String sql, int rows) throws SQLException;
        Row row() throws SQLException;
        @Deprecated @SuppressWarnings("rawtypes") java.util.List old() throws SQLException;
        boolean isWrapperFor(Class<?> type) throws SQLException;
        static Source none() { return null; }
      }
      """;
  private static final String RICH_SOURCE =
      """
      package sample;
      public interface RichSource extends Source {
        <T> T get(Class<T> type) throws java.sql.SQLException;
      }
      """;
  private static final String ROW =
      """
      package sample;
      public interface Row {
        java.sql.Date date(java.util.Date other) throws java.sql.SQLException;
      }
      """;
  private static final String WRAPPED =
      """
      package sample;
      import java.sql.SQLException;
      public class Wrapped extends DelegatingRichSource<RichSource> {
        public Wrapped(RichSource delegate) { super(delegate); }
        @Override SQLException failed(SQLException e) { return new SQLException("failed", e); }
        @Override SQLException executionFailed(String sql, SQLException e) {
          return new SQLException("failed to run " + sql, e);
        }
        @Override void beforeExecute() throws SQLException {
          if (plain() == 42) {
            throw new SQLException("not now");
          }
        }
        @Override void afterExecute() { ended++; }
        public int ended;
        @Override Row wrap(Row result) { return new WrappedRow(result); }
        @Override public boolean isWrapperFor(Class<?> type) { return true; }
      }
      class WrappedRow extends DelegatingRow {
        WrappedRow(Row delegate) { super(delegate); }
        @Override SQLException failed(SQLException e) { return e; }
        @Override public String toString() { return "wrapped " + delegate; }
      }
      """;

  @AutoClose private static Compilation sample;

  @BeforeAll
  static void compileSample(@TempDir Path directory) throws Exception {
    sample =
        Compilation.of(
            Map.of(
                "package-info.java", annotated("Source.class, RichSource.class, Row.class"),
                "Named.java", NAMED,
                "Source.java", SOURCE,
                "RichSource.java", RICH_SOURCE,
                "Row.java", ROW,
                "Wrapped.java", WRAPPED),
            directory);
  }

  private static String annotated(String interfaces) {
    return "@io.pgha.delegate.Delegates({%s}) package sample;".formatted(interfaces);
  }

  @Test
  void writesCodeWithoutWarnings() {
    assertThat(sample.messages()).isEmpty();
    assertThat(sample.succeeded()).isTrue();
  }

  @Test
  void writesOnePackagePrivateAbstractClassPerInterface() throws Exception {
    for (String name : List.of("DelegatingSource", "DelegatingRichSource", "DelegatingRow")) {
      int modifiers = sample.load(name).getModifiers();
      assertThat(Modifier.isAbstract(modifiers)).isTrue();
      assertThat(Modifier.isPublic(modifiers)).isFalse();
    }
  }

  @Test
  void inheritsWhatTheParentInterfaceHas() throws Exception {
    Class<?> rich = sample.load("DelegatingRichSource");

    assertThat(rich.getSuperclass()).isEqualTo(sample.load("DelegatingSource"));
    assertThat(Arrays.stream(rich.getDeclaredMethods()).map(Method::getName)).containsOnly("get");
  }

  @Test
  void importsTypesUnlessTheirNameIsTaken() throws Exception {
    assertThat(sample.source("DelegatingRow"))
        .contains("import java.sql.Date;")
        .contains("public Date date(java.util.Date arg0) throws SQLException {");
  }

  @Test
  void handsOverArgumentsAndResultOfMethodsFromUnlistedParents() throws Exception {
    long[] array = {1};

    Object result =
        call(
            (proxy, method, args) -> method.getName() + args[0] + (args[1] == array),
            "name",
            7,
            array);

    assertThat(result).isEqualTo("name7true");
  }

  @Test
  void handsOverDefaultMethods() throws Exception {
    assertThat(call((proxy, method, args) -> 42, "size")).isEqualTo(42);
  }

  @Test
  void replacesSqlExceptionByWhatFailedReturns() {
    SQLException thrown = new SQLException("from the delegate");

    assertThatThrownBy(() -> call(throwing(thrown), "size")).hasMessage("failed").hasCause(thrown);
  }

  @Test
  void neverReplacesNarrowerDeclaredExceptions() {
    SQLException thrown = new SQLClientInfoException();

    assertThatThrownBy(() -> call(throwing(thrown), "narrower")).isSameAs(thrown);
  }

  @Test
  void callsMethodsThatThrowNothingPlainly() throws Exception {
    assertThat(call((proxy, method, args) -> 42, "plain")).isEqualTo(42);
  }

  @Test
  void asksBeforeExecutionAndPassesTheRefusalUntouched() {
    assertThatThrownBy(() -> call((proxy, method, args) -> 42, "executeAll"))
        .hasMessage("not now")
        .hasNoCause();
  }

  @Test
  void tellsWithTheFailureOfAnExecutionTheSqlThatItWasGiven() {
    SQLException thrown = new SQLException("from the delegate");

    assertThatThrownBy(() -> call(failingToExecute(thrown), "execute", "select 1", 0))
        .hasMessage("failed to run select 1")
        .hasCause(thrown);
    assertThatThrownBy(() -> call(failingToExecute(thrown), "executeAll"))
        .hasMessage("failed to run null")
        .hasCause(thrown);
  }

  private static InvocationHandler failingToExecute(SQLException thrown) {
    return (proxy, method, args) -> {
      if (method.getName().equals("plain")) {
        return 0;
      }
      throw thrown;
    };
  }

  @Test
  void wrapsResultsOfListedTypesUnlessNull() throws Exception {
    Object row = stub(sample.load("Row"), (proxy, method, args) -> "row");

    assertThat(call((proxy, method, args) -> row, "row")).hasToString("wrapped row");
    assertThat(call((proxy, method, args) -> null, "row")).isNull();
  }

  @Test
  void refusesAClassAndNamesIt(@TempDir Path empty) throws Exception {
    Map<String, String> sources = Map.of("package-info.java", annotated("String.class, int.class"));

    try (Compilation refused = Compilation.of(sources, empty)) {
      assertThat(refused.succeeded()).isFalse();
      assertThat(refused.messages())
          .contains("@Delegates takes interfaces only, but java.lang.String is none")
          .contains("@Delegates takes interfaces only, but int is none");
    }
  }

  private static InvocationHandler throwing(Throwable thrown) {
    return (proxy, method, args) -> {
      throw thrown;
    };
  }

  private static Object stub(Class<?> type, InvocationHandler behaviour) {
    return Proxy.newProxyInstance(type.getClassLoader(), new Class<?>[] {type}, behaviour);
  }

  /** Calls {@code name} on the sample's wrapper of a delegate that behaves so. */
  private static Object call(InvocationHandler behaviour, String name, Object... arguments)
      throws Exception {
    Class<?> rich = sample.load("RichSource");
    Class<?> wrapper = sample.load("Wrapped");
    Object wrapped = wrapper.getConstructor(rich).newInstance(stub(rich, behaviour));
    Method called =
        Arrays.stream(wrapper.getMethods()).filter(m -> m.getName().equals(name)).findAny().get();
    try {
      return called.invoke(wrapped, arguments);
    } catch (InvocationTargetException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    }
  }
}
