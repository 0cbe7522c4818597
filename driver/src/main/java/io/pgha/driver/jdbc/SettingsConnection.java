package io.pgha.driver.jdbc;

import io.pgha.driver.jdbc.HeldSession.Question;
import io.pgha.driver.jdbc.Setting.Kind;
import java.sql.Connection;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.sql.SQLWarning;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * The properties of a connection, which pools and frameworks set on connections that they then may
 * not use: setting one binds nothing. A session that is in use is told at once; any other is told
 * when it is next used.
 */
abstract class SettingsConnection extends WaitingConnection {
  private static final String APPLICATION_NAME = "ApplicationName";

  private final Settings settings = new Settings();

  final Settings settings() {
    return settings;
  }

  /** The session for the present read-only flag, if it is open. */
  abstract @Nullable HeldSession current();

  /** No session was opened yet. */
  abstract boolean holdsNothing();

  /** Some open session, to ask what need not be asked of the right one. */
  abstract HeldSession any() throws SQLException;

  abstract void checkOpen() throws SQLException;

  /** Throws if nothing may start on this session any more. */
  abstract void refuseEnded(HeldSession session) throws SQLException;

  /** It is lost, and another session takes its place when it is next needed. */
  abstract boolean isReplaced(HeldSession session) throws SQLException;

  /** As {@code failed}, where a commit may have been under way. */
  abstract SQLException commitFailed(HeldSession session, SQLException e);

  @Override
  public void setAutoCommit(boolean autoCommit) throws SQLException {
    set(Kind.AUTO_COMMIT, autoCommit, session -> session.setAutoCommit(autoCommit));
  }

  @Override
  public boolean getAutoCommit() throws SQLException {
    checkOpen();
    return isAutoCommit();
  }

  final boolean isAutoCommit() {
    Setting set = settings.get(Kind.AUTO_COMMIT);
    return set == null || Boolean.TRUE.equals(set.value());
  }

  @Override
  public void setTransactionIsolation(int level) throws SQLException {
    set(Kind.ISOLATION, level, session -> session.setTransactionIsolation(level));
  }

  @Override
  public int getTransactionIsolation() throws SQLException {
    return get(Kind.ISOLATION, Integer.class, Connection::getTransactionIsolation);
  }

  @Override
  public void setHoldability(int holdability) throws SQLException {
    set(Kind.HOLDABILITY, holdability, session -> session.setHoldability(holdability));
  }

  @Override
  public int getHoldability() throws SQLException {
    return get(Kind.HOLDABILITY, Integer.class, Connection::getHoldability);
  }

  @Override
  public void setCatalog(String catalog) throws SQLException {
    set(Kind.CATALOG, catalog, session -> session.setCatalog(catalog));
  }

  @Override
  public String getCatalog() throws SQLException {
    return ask(Connection::getCatalog);
  }

  /**
   * @param schema null for what the server has by default, as in pgjdbc
   */
  @Override
  public void setSchema(@Nullable String schema) throws SQLException {
    set(Kind.SCHEMA, schema, session -> session.setSchema(schema));
  }

  @Override
  public String getSchema() throws SQLException {
    return get(Kind.SCHEMA, String.class, Connection::getSchema);
  }

  @Override
  public void setNetworkTimeout(Executor executor, int milliseconds) throws SQLException {
    set(
        Kind.NETWORK_TIMEOUT,
        milliseconds,
        session -> session.setNetworkTimeout(executor, milliseconds));
  }

  @Override
  public int getNetworkTimeout() throws SQLException {
    return get(Kind.NETWORK_TIMEOUT, Integer.class, Connection::getNetworkTimeout);
  }

  @Override
  public void setTypeMap(Map<String, Class<?>> map) throws SQLException {
    set(Kind.TYPE_MAP, map, session -> session.setTypeMap(map));
  }

  @Override
  public Map<String, Class<?>> getTypeMap() throws SQLException {
    return askInformed(Connection::getTypeMap);
  }

  @Override
  public void setClientInfo(String name, @Nullable String value) throws SQLClientInfoException {
    setClientInfo(name.equals(APPLICATION_NAME), session -> session.setClientInfo(name, value));
  }

  @Override
  public void setClientInfo(Properties properties) throws SQLClientInfoException {
    Properties copy = new Properties();
    properties
        .stringPropertyNames()
        .forEach(name -> copy.setProperty(name, properties.getProperty(name)));
    setClientInfo(/* known= */ true, session -> session.setClientInfo(copy));
  }

  /** Of what pgjdbc does not know it only makes a warning, which any session will do for. */
  private void setClientInfo(boolean known, SessionAction action) throws SQLClientInfoException {
    try {
      if (known) {
        set(Kind.CLIENT_INFO, null, action);
      } else {
        action.on(any().connection());
      }
    } catch (SQLClientInfoException e) {
      throw e;
    } catch (SQLException e) {
      throw new SQLClientInfoException(e.getMessage(), e.getSQLState(), Map.of(), e);
    }
  }

  @Override
  public String getClientInfo(String name) throws SQLException {
    return askInformed(session -> session.getClientInfo(name));
  }

  @Override
  public Properties getClientInfo() throws SQLException {
    return askInformed(Connection::getClientInfo);
  }

  private void set(Kind kind, @Nullable Object value, SessionAction action) throws SQLException {
    set(new Setting(kind, value, action));
  }

  /**
   * A session that is in use is told at once, as pgjdbc would be: turning autocommit on, for one,
   * commits.
   */
  final void set(Setting setting) throws SQLException {
    checkOpen();
    HeldSession current = current();
    if (current == null || !isInUse(current)) {
      settings.put(setting);
      return;
    }
    refuseEnded(current);
    Setting before = settings.put(setting);
    try {
      current.apply(settings);
    } catch (SQLException e) {
      settings.restore(setting.kind(), before);
      throw setting.commitsAfter(before) ? commitFailed(current, e) : failed(current, e);
    }
  }

  private boolean isInUse(@Nullable HeldSession current) throws SQLException {
    return current != null && current.bound() && !isReplaced(current);
  }

  /** Tells a session what was set since it was last told. */
  final void inform(HeldSession session) throws SQLException {
    try {
      session.apply(settings);
    } catch (SQLException e) {
      throw failed(session, e);
    }
  }

  /**
   * A session in use knows best, since SQL may have changed it; else what was set; else what a new
   * session has.
   */
  private <T> T get(Kind kind, Class<T> type, Question<T> question) throws SQLException {
    checkOpen();
    Setting set = settings.get(kind);
    if (set == null || isInUse(current())) {
      return ask(question);
    }
    Object value = set.value();
    return value == null ? askInformed(question) : type.cast(value);
  }

  /** For what is not remembered here: only a session that was told of it knows. */
  private <T> T askInformed(Question<T> question) throws SQLException {
    inform(any());
    return ask(question);
  }

  private <T> T ask(Question<T> question) throws SQLException {
    HeldSession held = any();
    try {
      return held.ask(question);
    } catch (SQLException e) {
      throw failed(held, e);
    }
  }

  // What needs no particular session.

  @Override
  public String nativeSQL(String sql) throws SQLException {
    return ask(session -> session.nativeSQL(sql));
  }

  @Override
  public @Nullable SQLWarning getWarnings() throws SQLException {
    checkOpen();
    return holdsNothing() ? null : ask(Connection::getWarnings);
  }

  @Override
  public void clearWarnings() throws SQLException {
    checkOpen();
    if (holdsNothing()) {
      return;
    }
    HeldSession held = any();
    try {
      held.connection().clearWarnings();
    } catch (SQLException e) {
      throw failed(held, e);
    }
  }
}
