package io.pgha.driver.session;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** A connection that can only be closed and aborted, and knows whether it was. Thread-safe. */
public final class StubConnection implements InvocationHandler {
  private volatile boolean closed;
  private volatile boolean aborted;
  private volatile @Nullable Exception failure;

  public Connection connection() {
    Class<?>[] types = {Connection.class};
    return (Connection) Proxy.newProxyInstance(getClass().getClassLoader(), types, this);
  }

  /** Closing and aborting it throws this. */
  public StubConnection failing(Exception thrown) {
    failure = thrown;
    return this;
  }

  public boolean closed() {
    return closed;
  }

  public boolean aborted() {
    return aborted;
  }

  @Override
  public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments)
      throws Exception {
    switch (method.getName()) {
      case "close" -> closed = true;
      case "abort" -> abort(arguments);
      case "toString" -> {
        return "stub connection";
      }
      default -> throw new SQLException("A stub does not know " + method.getName(), "0A000");
    }
    Exception thrown = failure;
    if (thrown != null) {
      throw thrown;
    }
    return null;
  }

  private void abort(Object @Nullable [] arguments) {
    if (arguments != null) {
      ((Executor) arguments[0]).execute(() -> aborted = true);
    }
  }
}
