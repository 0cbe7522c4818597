package io.pgha.driver.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * Stands for the pgjdbc connection of a session: writes down what it is told, as {@code
 * setAutoCommit(false)}, and answers as it was taught.
 */
final class RecordingSession implements InvocationHandler {
  /** What pgjdbc knows without asking the server. */
  private static final Set<String> LOCAL = Set.of("unwrap", "isClosed", "getTransactionState");

  private final List<String> calls = new CopyOnWriteArrayList<>();
  private final Map<String, Object> answers = new ConcurrentHashMap<>();
  private final Map<String, Function<String, Object>> makers = new ConcurrentHashMap<>();
  private final Map<String, Supplier<SQLException>> refusals = new ConcurrentHashMap<>();

  RecordingSession() {
    answer("isClosed", false);
    answer("isValid", true);
    answer("getTransactionState", TransactionState.IDLE);
    answer("createStatement", RecordingDelegate.returning(true).as(Statement.class));
  }

  BaseConnection connection() {
    Class<?>[] types = {BaseConnection.class};
    return (BaseConnection) Proxy.newProxyInstance(getClass().getClassLoader(), types, this);
  }

  /** What a method returns from now on, whatever its arguments. */
  void answer(String method, Object value) {
    answers.put(method, value);
  }

  /** What a method with one text as its first argument makes of it from now on. */
  void answer(String method, Function<String, Object> maker) {
    makers.put(method, maker);
  }

  /** What a method throws from now on. */
  void refuse(String method, Supplier<SQLException> reason) {
    refusals.put(method, reason);
  }

  List<String> calls() {
    return calls;
  }

  boolean isClosed() {
    return Boolean.TRUE.equals(answers.get("isClosed"));
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws SQLException {
    String name = method.getName();
    Object[] given = arguments == null ? new Object[0] : arguments;
    if (name.equals("unwrap")) {
      return unwrapped(proxy);
    }
    writeDown(name, given);
    Supplier<SQLException> refusal = refusals.get(name);
    if (refusal != null) {
      throw refusal.get();
    }
    Function<String, Object> maker = makers.get(name);
    return maker == null
        ? answers.getOrDefault(name, nothing(method.getReturnType()))
        : maker.apply(String.valueOf(given[0]));
  }

  /** As pgjdbc does. */
  private Object unwrapped(Object proxy) throws SQLException {
    if (isClosed()) {
      throw new SQLException("This connection has been closed.", "08003");
    }
    return proxy;
  }

  private void writeDown(String name, Object[] arguments) {
    if (!LOCAL.contains(name)) {
      calls.add(
          Arrays.stream(arguments)
              .map(String::valueOf)
              .collect(Collectors.joining(",", name + "(", ")")));
    }
    if (Stream.of("close", "abort").anyMatch(name::equals)) {
      answer("isClosed", true);
    }
  }

  private static @Nullable Object nothing(Class<?> type) {
    if (type == boolean.class) {
      return false;
    }
    return type == int.class ? 0 : null;
  }
}
