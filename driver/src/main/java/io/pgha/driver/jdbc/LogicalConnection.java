package io.pgha.driver.jdbc;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.Role;
import io.pgha.driver.jdbc.Setting.Kind;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.View;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.postgresql.jdbc.PgConnection;

/**
 * What the application holds: at most one session for writing and one for reading, chosen by the
 * read-only flag when a statement is made. Setting a property of the connection binds nothing; what
 * was set follows to a session when the session is next used.
 *
 * <p>With one session for good (see {@link SessionSource#split}) the flag chooses nothing, and is
 * handed to pgjdbc.
 */
final class LogicalConnection extends SettingsConnection implements PghaConnection {
  private final SessionSource source;

  /** Held while a session is opened; never taken by an end, which must not wait for that. */
  private final ReentrantLock opening = new ReentrantLock();

  private volatile @Nullable HeldSession writing;
  private volatile @Nullable HeldSession reading;
  private volatile boolean readOnly;
  private final AtomicBoolean closed = new AtomicBoolean();

  /**
   * Without a session: the first that is needed is opened then.
   *
   * @param source is released at the end
   */
  LogicalConnection(SessionSource source, boolean readOnly) {
    this.source = source;
    this.readOnly = readOnly;
    if (!source.split() && readOnly) {
      settings().put(readOnlySetting(true));
    }
  }

  /** Takes over the session too. */
  LogicalConnection(SessionSource source, HeldSession first, boolean readOnly) {
    this(source, readOnly);
    hold(first);
  }

  // Routing.

  @Override
  Connection delegate() throws SQLException {
    return bind().connection();
  }

  /** The session for the present flag, opened if need be, and up to date. */
  @Override
  HeldSession bind() throws SQLException {
    checkOpen();
    HeldSession current = present();
    if (current == null) {
      current = open(/* lost= */ null);
    }
    refuseEnded(current);
    inform(current);
    current.bind();
    return current;
  }

  /** The session for the present flag, a new one if it is lost; null if it was not opened yet. */
  private @Nullable HeldSession present() throws SQLException {
    HeldSession current = current();
    return current != null && isReplaced(current) ? open(/* lost= */ current) : current;
  }

  @Override
  boolean isReplaced(HeldSession session) throws SQLException {
    return source.reconnects() && session.replaceable();
  }

  private boolean usesReading() {
    return readOnly && source.split();
  }

  @Override
  @Nullable HeldSession current() {
    return usesReading() ? reading : writing;
  }

  private @Nullable HeldSession other() {
    return usesReading() ? writing : reading;
  }

  /** Something to ask that need not be the right session. */
  @Override
  HeldSession any() throws SQLException {
    checkOpen();
    HeldSession present = present();
    return present == null ? held() : present;
  }

  /** Some session as it is, lost or not. */
  private HeldSession held() throws SQLException {
    checkOpen();
    HeldSession current = current();
    HeldSession held = current == null ? other() : current;
    return held == null ? open(/* lost= */ null) : held;
  }

  /**
   * Opens the session for the present flag.
   *
   * @param lost whose place it takes; what ended that one closes it
   */
  private HeldSession open(@Nullable HeldSession lost) throws SQLException {
    opening.lock();
    try {
      checkOpen();
      HeldSession openedByAnother = current();
      if (openedByAnother != null && openedByAnother != lost) {
        return openedByAnother;
      }
      if (!source.keepsBoth()) {
        giveBack(lost == null ? other() : lost);
      }
      HeldSession opened = source.open(readOnly);
      HeldSession other = other();
      if (lost != null && lost.takeToEnd()) {
        source.lost(lost);
      }
      hold(opened);
      if (closed.get()) {
        // The end did not see this session.
        endSession(opened, source::close);
        throw closedException();
      }
      if (other != null && !other.bound()) {
        drop(other);
      }
      return opened;
    } finally {
      opening.unlock();
    }
  }

  private void hold(HeldSession held) {
    if (usesReading()) {
      reading = held;
    } else {
      writing = held;
    }
  }

  private void drop(HeldSession unused) throws SQLException {
    forget(unused);
    endSession(unused, source::close);
  }

  private void forget(HeldSession held) {
    if (held == writing) {
      writing = null;
    } else {
      reading = null;
    }
  }

  /** Nobody should wait for a session while holding another that others wait for. */
  private void giveBack(@Nullable HeldSession held) {
    if (held == null) {
      return;
    }
    try {
      drop(held);
    } catch (SQLException e) {
      // Its pool has thrown it away, and what comes next is for another session.
    }
  }

  @Override
  boolean holdsNothing() {
    return writing == null && reading == null;
  }

  private Stream<HeldSession> all() {
    return Stream.of(writing, reading).filter(Objects::nonNull).map(Objects::requireNonNull);
  }

  /**
   * Comes before a statement is executed.
   *
   * @throws SQLException 55000 if the flag has been changed since the statement was made
   */
  void beforeExecute(HeldSession session) throws SQLException {
    if (session != current()) {
      checkOpen();
      refuseLost(session);
      throw new SQLException(
          "This statement was made while the connection was "
              + (readOnly
                  ? "writable, and the connection is read-only"
                  : "read-only, and the connection is writable")
              + " now: a statement stays on the session it was made on ("
              + session.session().member()
              + "). Make a new one after setReadOnly.",
          "55000");
    }
    if (session.session().fenced() && !isAutoCommit()) {
      session.failInTransaction();
    }
    refuseEnded(session);
    inform(session);
    session.activity().begin();
  }

  /** Another session has taken its place. */
  private void refuseLost(HeldSession session) throws SQLException {
    if (all().noneMatch(session::equals)) {
      throw new SQLException(
          "This was made on a session on "
              + session.session().member()
              + " that is gone, and stays on its session. Make a new one.",
          "08003");
    }
  }

  /** Its abort may still be under way; nothing more may start there. */
  @Override
  void refuseEnded(HeldSession session) throws SQLException {
    if (session.session().fenced()) {
      throw Failures.fenced(source.cluster(), session.session(), null);
    }
    if (session.takenBack()) {
      throw new SQLException(
          "The session on "
              + session.session().member()
              + " was given up after a failure: close this connection, and take another.",
          "08003");
    }
  }

  /** Comes before metadata is read, whatever the flag says: reading does no harm. */
  void beforeMetaData(HeldSession session) throws SQLException {
    checkOpen();
    refuseLost(session);
    refuseEnded(session);
    session.activity().begin();
  }

  // The flag.

  @Override
  public void setReadOnly(boolean readOnly) throws SQLException {
    checkOpen();
    HeldSession current = current();
    if (current != null && current.inTransaction()) {
      throw new SQLException(
          "Cannot change transaction read-only property in the middle of a transaction.", "25001");
    }
    this.readOnly = readOnly;
    if (!source.split()) {
      set(readOnlySetting(readOnly));
    }
  }

  private static Setting readOnlySetting(boolean readOnly) {
    return new Setting(Kind.READ_ONLY, readOnly, session -> session.setReadOnly(readOnly));
  }

  @Override
  public boolean isReadOnly() throws SQLException {
    checkOpen();
    return readOnly;
  }

  // Failures.

  @Override
  SQLException failed(SQLException e) {
    HeldSession current = current();
    return current == null ? e : failed(current, e);
  }

  @Override
  SQLException failed(HeldSession session, SQLException e) {
    return Failures.report(source.cluster(), session, /* committing= */ false, e);
  }

  @Override
  SQLException commitFailed(HeldSession session, SQLException e) {
    return Failures.report(source.cluster(), session, /* committing= */ true, e);
  }

  /**
   * As {@link #failed}, of running a statement.
   *
   * @param sql may be long, and is looked at only if the session is gone
   */
  SQLException executionFailed(HeldSession session, Supplier<String> sql, SQLException e) {
    boolean committing =
        session.gone() && (session.commitsEachStatement(isAutoCommit()) || Commits.in(sql.get()));
    if (session.gone() && !isAutoCommit()) {
      session.failInTransaction();
    }
    return Failures.report(source.cluster(), session, committing, e);
  }

  @Override
  void checkOpen() throws SQLException {
    if (closed.get()) {
      throw closedException();
    }
  }

  private static SQLException closedException() {
    return new SQLException("This connection has been closed.", "08003");
  }

  // Wrappers.

  @Override
  Statement wrap(Statement result) {
    return new PghaStatement<>(result, this, wrapped());
  }

  @Override
  PreparedStatement wrap(PreparedStatement result) {
    return new PghaPreparedStatement<>(result, this, wrapped());
  }

  @Override
  CallableStatement wrap(CallableStatement result) {
    return new PghaCallableStatement(result, this, wrapped());
  }

  @Override
  DatabaseMetaData wrap(DatabaseMetaData result) {
    return new PghaDatabaseMetaData(result, this, wrapped());
  }

  /** Whom {@link #delegate} has just returned. */
  private HeldSession wrapped() {
    return Objects.requireNonNull(current());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Unwrapping.unwrap(this, this::delegate, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    if (holdsNothing()) {
      checkOpen();
      return type.isInstance(this) || type.isAssignableFrom(PgConnection.class);
    }
    return Unwrapping.isWrapperFor(this, () -> held().connection(), type);
  }

  // Transactions: nothing to end where nothing was begun.

  @Override
  public void commit() throws SQLException {
    try {
      endTransaction("commit", Connection::commit, this::commitFailed);
    } finally {
      forgetLostTransaction();
    }
  }

  /** Where the session is gone, the server has rolled back what was not committed. */
  @Override
  public void rollback() throws SQLException {
    try {
      endTransaction("rollback", Connection::rollback, this::failed);
    } catch (SQLException e) {
      if (!forgetLostTransaction() && !isTakenBack()) {
        throw e;
      }
    }
  }

  /**
   * The pool has seen the session fail, and so has the application. A pool refuses what comes after
   * that without a SQLSTATE; frameworks that roll back after a failure, even one of a commit, would
   * tell that instead of the 08007 which it hides.
   */
  private boolean isTakenBack() {
    HeldSession current = current();
    return !closed.get() && !source.keepsBoth() && current != null && current.gone();
  }

  private boolean forgetLostTransaction() {
    HeldSession current = current();
    boolean lost = source.reconnects() && current != null && current.gone();
    if (lost && !closed.get()) {
      Objects.requireNonNull(current).endTransaction();
      return true;
    }
    return false;
  }

  private void endTransaction(
      String what, SessionAction end, BiFunction<HeldSession, SQLException, SQLException> failure)
      throws SQLException {
    checkOpen();
    HeldSession current = current();
    if (current == null || !current.bound() || isReplaced(current)) {
      if (isAutoCommit()) {
        throw new SQLException("Cannot " + what + " when autoCommit is enabled.", "25P01");
      }
      return;
    }
    refuseEnded(current);
    try {
      current.perform(end);
    } catch (SQLException e) {
      throw failure.apply(current, e);
    }
  }

  // Both sessions alike.

  @Override
  public void beginRequest() throws SQLException {
    for (HeldSession each : all().toList()) {
      each.connection().beginRequest();
    }
  }

  @Override
  public void endRequest() throws SQLException {
    for (HeldSession each : all().toList()) {
      each.connection().endRequest();
    }
  }

  /**
   * All held sessions are: a pool must not keep a connection that would fail after the next {@code
   * setReadOnly}. Nobody is asked about a session that is known to be gone, or should retire.
   * Before there is a session, whether a member is known on which one could be opened.
   *
   * <p>This is the one moment at which a session retires: between uses, a pool asks. At any other
   * the application may hold statements of it, cached ones for instance, which would break without
   * a word; that it closes all of them cannot be relied on.
   */
  @Override
  public boolean isValid(int timeout) throws SQLException {
    if (timeout < 0) {
      throw new SQLException("The timeout of isValid must not be negative: " + timeout, "22023");
    }
    if (closed.get() || all().anyMatch(HeldSession::gone) || anyRetires()) {
      return false;
    }
    for (HeldSession each : all().toList()) {
      if (!each.isValid(timeout)) {
        return false;
      }
    }
    return !holdsNothing() || source.finds(readOnly);
  }

  private boolean anyRetires() throws SQLException {
    for (HeldSession each : all().toList()) {
      if (shouldRetire(each)) {
        return true;
      }
    }
    return false;
  }

  private boolean shouldRetire(HeldSession held) throws SQLException {
    return !held.inTransaction() && source.retires(held);
  }

  // The end.

  @Override
  public boolean isClosed() throws SQLException {
    HeldSession current = current();
    return closed.get() || (!source.reconnects() && current != null && current.closed());
  }

  @Override
  public void close() throws SQLException {
    end(source::close);
  }

  @Override
  public void abort(Executor executor) throws SQLException {
    end(held -> source.abort(held, executor));
  }

  /** How a session ends. */
  private interface Ending {
    void of(HeldSession held) throws SQLException;
  }

  private void end(Ending how) throws SQLException {
    if (!closed.compareAndSet(false, true)) {
      return;
    }
    try {
      endSession(writing, how);
    } finally {
      try {
        endSession(reading, how);
      } finally {
        source.release();
      }
    }
  }

  private void endSession(@Nullable HeldSession held, Ending how) throws SQLException {
    if (held != null && held.takeToEnd()) {
      how.of(held);
    }
  }

  // What PghaConnection tells.

  @Override
  public Member member() throws SQLException {
    return held().session().member();
  }

  @Override
  public Role role() throws SQLException {
    return Roles.of(view(), member());
  }

  @Override
  public View view() {
    return source.cluster().view();
  }
}
