package io.pgha.driver.jdbc;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A delegate that writes down every call and gives one answer to all of them; for {@code null} a
 * count is 0.
 */
final class RecordingDelegate implements InvocationHandler {

  /** One call; the arguments compare by their own {@code equals}, so arrays by identity. */
  record Call(Method method, List<Object> arguments) {}

  /** What every call returns or throws. */
  interface Answer {
    @Nullable Object give() throws Throwable;
  }

  private final List<Call> calls = new ArrayList<>();
  private final Answer answer;

  private RecordingDelegate(Answer answer) {
    this.answer = answer;
  }

  static RecordingDelegate returning(@Nullable Object value) {
    return new RecordingDelegate(() -> value);
  }

  static RecordingDelegate throwing(Throwable thrown) {
    return new RecordingDelegate(
        () -> {
          throw thrown;
        });
  }

  static RecordingDelegate answering(Answer answer) {
    return new RecordingDelegate(answer);
  }

  <T> T as(Class<T> type) {
    Class<?>[] types = {type};
    return type.cast(Proxy.newProxyInstance(getClass().getClassLoader(), types, this));
  }

  List<Call> calls() {
    return calls;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Throwable {
    Object[] given = arguments == null ? new Object[0] : arguments;
    if (method.getDeclaringClass() == Object.class) {
      return asObject(proxy, method.getName(), given);
    }
    calls.add(new Call(method, Arrays.asList(given)));
    Object answered = answer.give();
    return answered == null && method.getReturnType() == int.class ? Integer.valueOf(0) : answered;
  }

  private static Object asObject(Object proxy, String method, Object[] arguments) {
    return switch (method) {
      case "equals" -> proxy == arguments[0];
      case "hashCode" -> System.identityHashCode(proxy);
      default -> "delegate@" + System.identityHashCode(proxy);
    };
  }
}
