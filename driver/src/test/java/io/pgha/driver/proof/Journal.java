package io.pgha.driver.proof;

import java.sql.SQLException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Tells of what one client does, and what comes of it. */
final class Journal {
  interface Request<T> {
    T run() throws SQLException;
  }

  private final String client;
  private final Consumer<Operation> history;

  Journal(String client, Consumer<Operation> history) {
    this.client = client;
    this.history = history;
  }

  String client() {
    return client;
  }

  /** A request to which the server tells its address. */
  String tell(Kind kind, long number, Request<String> request) throws SQLException {
    long begun = System.nanoTime();
    try {
      String server = request.run();
      add(kind, number, server, begun, Outcome.ACKNOWLEDGED);
      return server;
    } catch (SQLException e) {
      add(kind, number, /* server= */ null, begun, Outcome.of(e));
      throw e;
    }
  }

  /** A commit on a server that has told its address before. */
  void tellCommit(long number, String server, Request<?> request) throws SQLException {
    long begun = System.nanoTime();
    try {
      request.run();
      add(Kind.COMMIT, number, server, begun, Outcome.ACKNOWLEDGED);
    } catch (SQLException e) {
      add(Kind.COMMIT, number, server, begun, Outcome.of(e));
      throw e;
    }
  }

  <T> T connect(Request<T> request) throws SQLException {
    return tellFailure(Kind.CONNECT, request);
  }

  void begin(Request<?> request) throws SQLException {
    tellFailure(Kind.BEGIN, request);
  }

  private <T> T tellFailure(Kind kind, Request<T> request) throws SQLException {
    long begun = System.nanoTime();
    try {
      return request.run();
    } catch (SQLException e) {
      add(kind, /* number= */ 0, /* server= */ null, begun, Outcome.of(e));
      throw e;
    }
  }

  private void add(Kind kind, long number, @Nullable String server, long begun, Outcome outcome) {
    history.accept(new Operation(client, kind, number, server, begun, System.nanoTime(), outcome));
  }
}
