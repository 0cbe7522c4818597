package io.pgha.driver.session;

import java.io.IOException;
import java.net.Socket;
import java.net.SocketAddress;

/**
 * A socket that gives up connecting before TCP repeats its first packet, which it does after 1, 3
 * and 7 seconds: whoever tries again at once notices sooner that a member is within reach again.
 * Used by one thread until it is connected.
 */
final class ImpatientSocket extends Socket {
  /** No network is slower than that, or its packets would all be repeated. */
  private static final int MILLIS = 900;

  /**
   * @param timeout in milliseconds, 0 for none
   */
  @Override
  public void connect(SocketAddress endpoint, int timeout) throws IOException {
    super.connect(endpoint, timeout == 0 ? MILLIS : Math.min(timeout, MILLIS));
  }
}
