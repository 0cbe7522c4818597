package io.pgha.driver.jdbc;

import io.pgha.driver.jdbc.Setting.Kind;
import io.pgha.driver.routing.Tenure;
import io.pgha.driver.session.Activity;
import io.pgha.driver.session.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.postgresql.core.BaseConnection;
import org.postgresql.core.TransactionState;

/**
 * A session in the hands of one logical connection. Its fields are written by the thread that uses
 * the connection.
 */
final class HeldSession {
  private final Session session;
  private final Tenure tenure;
  private final Connection connection;
  private final Map<Kind, Setting> applied = new EnumMap<>(Kind.class);

  /** Written by whoever ends it, which may be another thread that aborts the connection. */
  private final AtomicBoolean taken = new AtomicBoolean();

  private int appliedVersion;
  private boolean bound;

  /** The application was told that its transaction failed, and has not ended it since. */
  private boolean failedInTransaction;

  /** The application has ended the transaction that was open when the session broke. */
  private boolean ended;

  HeldSession(Session session, Tenure tenure) {
    this(session, tenure, session.connection());
  }

  /**
   * @param connection to be used instead of the session's own, as a pool asks
   */
  HeldSession(Session session, Tenure tenure, Connection connection) {
    this.session = session;
    this.tenure = tenure;
    this.connection = connection;
  }

  Session session() {
    return session;
  }

  Tenure tenure() {
    return tenure;
  }

  Connection connection() {
    return connection;
  }

  Activity activity() {
    return session.activity();
  }

  /** Something to be asked of a session's connection. */
  interface Question<T> {
    T ask(Connection session) throws SQLException;
  }

  /** Asks what waits for the member's answer. */
  <T> T ask(Question<T> question) throws SQLException {
    activity().begin();
    try {
      return question.ask(connection);
    } finally {
      activity().end();
    }
  }

  /** Does what waits for the member's answer. */
  void perform(SessionAction action) throws SQLException {
    activity().begin();
    try {
      action.on(connection);
    } finally {
      activity().end();
    }
  }

  /** Past a pool, which would take the question for its own. */
  boolean isValid(int timeout) throws SQLException {
    return ask(lent -> own().isValid(timeout));
  }

  /** Whether nobody has ended it yet; from now on somebody has. */
  boolean takeToEnd() {
    return taken.compareAndSet(false, true);
  }

  /** The application has made a statement on it, or taken it in hand. */
  boolean bound() {
    return bound;
  }

  void bind() {
    bound = true;
  }

  /**
   * Brings it up to what the application has set since. Costs a comparison when that is nothing.
   */
  void apply(Settings settings) throws SQLException {
    if (appliedVersion == settings.version()) {
      return;
    }
    for (Setting setting : settings.all()) {
      if (applied.get(setting.kind()) != setting) {
        perform(setting::applyTo);
        applied.put(setting.kind(), setting);
      }
    }
    appliedVersion = settings.version();
  }

  boolean inTransaction() throws SQLException {
    return bound && !closed() && wasInTransaction();
  }

  /**
   * As the server told it last; that is how it was when the session broke. Not by {@code unwrap}
   * where it can be avoided, which pgjdbc refuses once the connection is closed.
   */
  boolean wasInTransaction() throws SQLException {
    BaseConnection pgjdbc =
        own() instanceof BaseConnection direct ? direct : own().unwrap(BaseConnection.class);
    return pgjdbc.getTransactionState() != TransactionState.IDLE;
  }

  private Connection own() {
    return session.connection();
  }

  void failInTransaction() {
    failedInTransaction = true;
    ended = false;
  }

  void endTransaction() {
    ended = true;
  }

  /** Gone, and no transaction of the application went with it that it has not ended. */
  boolean replaceable() throws SQLException {
    return gone() && (ended || !(failedInTransaction || wasInTransaction()));
  }

  boolean closed() throws SQLException {
    return own().isClosed() || takenBack();
  }

  /** The pool that has lent it has thrown it away, after a failure. */
  boolean takenBack() throws SQLException {
    return connection != own() && connection.isClosed();
  }

  /** Aborted, closed or broken: nothing will be answered here any more. */
  boolean gone() {
    try {
      return session.fenced() || closed();
    } catch (SQLException e) {
      return true;
    }
  }

  /**
   * Outside a transaction each statement commits what it has written; also on a member that was a
   * replica when the session was opened, since it may have been promoted.
   */
  boolean commitsEachStatement(boolean autoCommit) {
    try {
      return autoCommit && !session.purpose().readOnly() && !wasInTransaction();
    } catch (SQLException e) {
      return true;
    }
  }
}
