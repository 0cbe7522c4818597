package io.pgha.driver.it;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import javax.net.SocketFactory;

/**
 * A {@code socketFactory} as users have it for tunnels and Unix sockets: its argument says where
 * to, and its sockets are connected from the beginning.
 */
public final class OwnSocketFactory extends SocketFactory {
  private static final List<Socket> MADE = new CopyOnWriteArrayList<>();

  private final String host;
  private final int port;

  /** Called by pgjdbc with {@code socketFactoryArg}. */
  public OwnSocketFactory(String address) {
    int colon = address.lastIndexOf(':');
    host = address.substring(0, colon);
    port = Integer.parseInt(address.substring(colon + 1));
  }

  /** All that were made in this JVM. */
  static List<Socket> made() {
    return MADE;
  }

  @Override
  public Socket createSocket() throws IOException {
    Socket socket = new Socket(host, port);
    MADE.add(socket);
    return socket;
  }

  @Override
  public Socket createSocket(String host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port) {
    throw new UnsupportedOperationException();
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort) {
    throw new UnsupportedOperationException();
  }
}
