package io.pgha.spring;

import org.jspecify.annotations.Nullable;

/** There is no data source; the message says why, and {@link #action} what to do. */
final class PghaStartException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final String action;

  PghaStartException(String message, String action, @Nullable Throwable cause) {
    super(message, cause);
    this.action = action;
  }

  String action() {
    return action;
  }
}
