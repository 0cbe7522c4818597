package io.pgha.driver.session;

import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Properties;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;
import org.postgresql.Driver;
import org.postgresql.PGProperty;
import org.postgresql.core.SocketFactoryFactory;
import org.postgresql.util.ObjectFactory;

/**
 * Opens a connection of pgjdbc, and remembers the socket that it runs over: with TLS pgjdbc itself
 * keeps only the one above it, whose {@code close} waits for whoever is stuck in a write. Used
 * once, by the thread that opens; pgjdbc may ask for more sockets later, from any thread.
 */
final class SessionSockets {
  private static final Driver PGJDBC = new Driver();

  /**
   * pgjdbc makes its socket factory in the thread that connects, and is told no more than a name.
   */
  private static final ThreadLocal<SessionSockets> OPENING = new ThreadLocal<>();

  private final SocketFactory factory;
  private final boolean impatient;
  private volatile @Nullable Socket last;

  private SessionSockets(SocketFactory factory, boolean impatient) {
    this.factory = factory;
    this.impatient = impatient && factory == SocketFactory.getDefault();
  }

  /** A connection, and what it runs over. */
  record Opened(Connection connection, Wire wire) {}

  /**
   * Connects as {@link Driver#connect} does.
   *
   * @param properties are changed
   * @param impatient gives up before TCP repeats its first packet, if the socket is not the user's
   */
  static Opened connect(String url, Properties properties, boolean impatient) throws SQLException {
    // The user's own, or the JDK's; made here, as it may not be what pgjdbc is told below.
    SessionSockets sockets =
        new SessionSockets(SocketFactoryFactory.getSocketFactory(properties), impatient);
    OPENING.set(sockets);
    try {
      if (isFoundWith(properties)) {
        PGProperty.SOCKET_FACTORY.set(properties, SessionSocketFactory.class.getName());
      }
      Connection connection = PGJDBC.connect(url, properties);
      if (connection == null) {
        throw new SQLException("pgjdbc does not take the URL " + url, "08001");
      }
      return new Opened(connection, new Wire(sockets.last, sockets.factory));
    } finally {
      OPENING.remove();
    }
  }

  /**
   * A container may keep pgjdbc where it does not see an application's classes, or sees another
   * copy of them. Sessions then open as ever, and a fence can do no more than abort them.
   */
  private static boolean isFoundWith(Properties properties) {
    try {
      return ObjectFactory.instantiate(
              SocketFactory.class,
              SessionSocketFactory.class.getName(),
              properties,
              /* tryString= */ false,
              /* stringarg= */ null)
          instanceof SessionSocketFactory;
    } catch (ReflectiveOperationException | SQLException | RuntimeException e) {
      return false;
    }
  }

  /** Those of the session that this thread is opening. */
  static SessionSockets opening() {
    return Objects.requireNonNull(OPENING.get(), "only pgjdbc makes this, for a session of pgha");
  }

  /** What comes after the opening is a cancel, which nobody tries again. */
  Socket create() throws IOException {
    boolean opening = OPENING.get() == this;
    Socket created = impatient && opening ? new ImpatientSocket() : factory.createSocket();
    last = created;
    return created;
  }

  SocketFactory factory() {
    return factory;
  }
}
