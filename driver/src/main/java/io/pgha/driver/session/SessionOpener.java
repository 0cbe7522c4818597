package io.pgha.driver.session;

import io.pgha.driver.config.Config;
import io.pgha.driver.session.SessionSockets.Opened;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.Member;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGConnection;
import org.postgresql.PGProperty;

/**
 * Opens sessions with pgjdbc, and has each say whether it is in recovery. Immutable, thread-safe.
 */
public final class SessionOpener implements Opener {
  private static final String READ_ONLY = "-c default_transaction_read_only=on";

  private final Config config;
  private final boolean impatient;
  private final int connectTimeoutSeconds;
  private final int socketTimeoutSeconds;

  /**
   * Opens sessions as a URL says.
   *
   * @throws SQLException 22023 if a timeout among pgjdbc's parameters is no number
   */
  public SessionOpener(Config config) throws SQLException {
    Properties properties = config.driver().toProperties();
    this.config = config;
    // Who sets it knows how slow the network is.
    this.impatient = !PGProperty.CONNECT_TIMEOUT.isPresent(properties);
    this.connectTimeoutSeconds = PGProperty.CONNECT_TIMEOUT.getInt(properties);
    this.socketTimeoutSeconds = PGProperty.SOCKET_TIMEOUT.getInt(properties);
  }

  /** The time left is rounded up to seconds, which is what pgjdbc counts in. */
  @Override
  public Session open(Member member, Purpose purpose, @Nullable Leader term, long remainingNanos)
      throws SQLException {
    Opened opened =
        SessionSockets.connect(
            config.sessionUrl(member.postgres()),
            propertiesOf(purpose, attemptSeconds(remainingNanos)),
            impatient);
    Connection connection = opened.connection();
    try {
      boolean primary = isPrimary(connection);
      if (purpose.readOnly()) {
        requireReadOnly(connection);
      }
      // Last, since until here the attempt's own timeout holds.
      limitReads(connection, socketTimeoutSeconds);
      return new Session(
          member,
          purpose,
          connection,
          opened.wire(),
          config.routing().stallTimeout(),
          primary,
          term);
    } catch (SQLException | RuntimeException e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  /** What the start-up told is what was true then, so it is asked. */
  @Override
  public Session prove(Session early, @Nullable Leader term, long remainingNanos)
      throws SQLException {
    Connection connection = early.connection();
    try {
      limitReads(connection, attemptSeconds(remainingNanos));
      boolean primary = ask(connection, "pg_is_in_recovery()").equals("off");
      limitReads(connection, socketTimeoutSeconds);
      return early.in(term, primary);
    } catch (SQLException | RuntimeException e) {
      closeAfter(e, connection);
      throw e;
    }
  }

  private static void limitReads(Connection connection, int seconds) throws SQLException {
    connection.setNetworkTimeout(Runnable::run, (int) TimeUnit.SECONDS.toMillis(seconds));
  }

  private Properties propertiesOf(Purpose purpose, int seconds) {
    Properties merged = config.driver().toProperties();
    PGProperty.CONNECT_TIMEOUT.set(merged, seconds);
    // Bounds each read of the start-up: a frozen member accepts the TCP connection and then says
    // nothing.
    PGProperty.SOCKET_TIMEOUT.set(merged, seconds);
    PGProperty.LOGIN_TIMEOUT.set(merged, 0);
    if (purpose.readOnly()) {
      String own = PGProperty.OPTIONS.getOrDefault(merged);
      PGProperty.OPTIONS.set(merged, own == null ? READ_ONLY : own + " " + READ_ONLY);
    }
    return merged;
  }

  private int attemptSeconds(long remainingNanos) {
    long remaining = Math.max(1, (remainingNanos + 999_999_999L) / 1_000_000_000L);
    long limit = limit(limit(remaining, connectTimeoutSeconds), socketTimeoutSeconds);
    return (int) Math.min(limit, Integer.MAX_VALUE / 1000);
  }

  private static long limit(long seconds, int configured) {
    return configured > 0 ? Math.min(seconds, configured) : seconds;
  }

  private static boolean isPrimary(Connection connection) throws SQLException {
    return told(connection, "in_hot_standby", "pg_is_in_recovery()").equals("off");
  }

  /** A pooler in between may drop startup options without a word. */
  private static void requireReadOnly(Connection connection) throws SQLException {
    String name = "default_transaction_read_only";
    if (!told(connection, name, "current_setting('" + name + "')::boolean").equals("on")) {
      throw new SQLException(
          "The session for reading is not read-only: what lies between here and PostgreSQL, PgBouncer perhaps, has dropped"
              + " options=-c default_transaction_read_only=on. Connect to PostgreSQL itself, or set targetServerType.",
          "08004");
    }
  }

  /** PostgreSQL 14 and later tell it with the start-up, for free; others are asked. */
  private static String told(Connection connection, String parameter, String condition)
      throws SQLException {
    String status = connection.unwrap(PGConnection.class).getParameterStatus(parameter);
    return status == null ? ask(connection, condition) : status;
  }

  private static String ask(Connection connection, String condition) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery("select case when " + condition + " then 'on' else 'off' end")) {
      answer.next();
      return answer.getString(1);
    }
  }

  private static void closeAfter(Exception failure, Connection connection) {
    try {
      connection.close();
    } catch (SQLException e) {
      failure.addSuppressed(e);
    }
  }
}
