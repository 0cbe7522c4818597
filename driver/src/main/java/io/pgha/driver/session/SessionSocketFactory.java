package io.pgha.driver.session;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import javax.net.SocketFactory;

/**
 * What pgjdbc is given as its {@code socketFactory}, and makes by this name: hence it is public.
 * Not for use by applications, whose own {@code socketFactory} makes the sockets behind it.
 * Thread-safe.
 */
public final class SessionSocketFactory extends SocketFactory {
  private final SessionSockets sockets = SessionSockets.opening();

  /** Called by pgjdbc. */
  public SessionSocketFactory() {}

  /** The only one that pgjdbc calls. */
  @Override
  public Socket createSocket() throws IOException {
    return sockets.create();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    return sockets.factory().createSocket(host, port);
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return sockets.factory().createSocket(host, port, localHost, localPort);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return sockets.factory().createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress address, int port, InetAddress localAddress, int localPort)
      throws IOException {
    return sockets.factory().createSocket(address, port, localAddress, localPort);
  }
}
