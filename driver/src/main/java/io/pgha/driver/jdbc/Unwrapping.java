package io.pgha.driver.jdbc;

import java.sql.SQLException;
import java.sql.Wrapper;

/**
 * What {@link Wrapper} asks of every wrapper here: itself, then its delegate, then what that wraps.
 */
final class Unwrapping {

  /** The delegate of a wrapper; asked only when the wrapper itself is not the answer. */
  interface Delegate {
    Wrapper get() throws SQLException;
  }

  private Unwrapping() {}

  static <T> T unwrap(Wrapper wrapper, Delegate delegate, Class<T> type) throws SQLException {
    if (type.isInstance(wrapper)) {
      return type.cast(wrapper);
    }
    Wrapper wrapped = delegate.get();
    return type.isInstance(wrapped) ? type.cast(wrapped) : wrapped.unwrap(type);
  }

  static boolean isWrapperFor(Wrapper wrapper, Delegate delegate, Class<?> type)
      throws SQLException {
    if (type.isInstance(wrapper)) {
      return true;
    }
    Wrapper wrapped = delegate.get();
    return type.isInstance(wrapped) || wrapped.isWrapperFor(type);
  }
}
