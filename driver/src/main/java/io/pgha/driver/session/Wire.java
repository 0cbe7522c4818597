package io.pgha.driver.session;

import io.pgha.driver.config.HostPort;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.time.Duration;
import javax.net.SocketFactory;
import org.jspecify.annotations.Nullable;

/**
 * What a session runs over.
 *
 * @param socket the one below any TLS, if it could be had
 * @param factory makes another one to the same member
 */
record Wire(@Nullable Socket socket, SocketFactory factory) {
  private static final int LENGTH = 8;

  /**
   * GSSENCRequest: the server answers with one byte, before any authentication. An SSLRequest would
   * leave a line in its log when nothing follows. Source: PostgreSQL's documentation of the
   * protocol, "Message Formats".
   */
  private static final int GSS_ENC_REQUEST = 80877104;

  /** One whose socket is not known. */
  static Wire unknown() {
    return new Wire(/* socket= */ null, SocketFactory.getDefault());
  }

  void close() throws IOException {
    if (socket != null) {
      socket.close();
    }
  }

  /**
   * Whether a PostgreSQL answers there, also with a refusal of the request. Blocks for up to twice
   * the timeout, and as long as a look-up of the name takes.
   */
  boolean answers(HostPort postgres, Duration timeout) {
    int millis = (int) timeout.toMillis();
    try (Socket probe = factory.createSocket()) {
      // A user's factory may make connected ones, as pgjdbc allows.
      if (!probe.isConnected()) {
        probe.connect(new InetSocketAddress(postgres.host(), postgres.port()), millis);
      }
      probe.setSoTimeout(millis);
      probe
          .getOutputStream()
          .write(ByteBuffer.allocate(LENGTH).putInt(LENGTH).putInt(GSS_ENC_REQUEST).array());
      return probe.getInputStream().read() >= 0;
    } catch (IOException e) {
      return false;
    }
  }
}
