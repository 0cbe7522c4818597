package io.pgha.benchmarks;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import javax.net.SocketFactory;

/**
 * Has pgjdbc talk to a {@link MemoryPostgres} of each connection's own. Made by pgjdbc, which is
 * told its name. Thread-safe.
 */
public final class MemorySocketFactory extends SocketFactory {
  /** Called by pgjdbc. */
  public MemorySocketFactory() {}

  /** The only one that pgjdbc calls. */
  @Override
  public Socket createSocket() throws IOException {
    return new MemorySocket();
  }

  @Override
  public Socket createSocket(String host, int port) throws IOException {
    throw new SocketException("Only unconnected sockets are made");
  }

  @Override
  public Socket createSocket(String host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port) throws IOException {
    return createSocket(host.getHostAddress(), port);
  }

  @Override
  public Socket createSocket(InetAddress host, int port, InetAddress localHost, int localPort)
      throws IOException {
    return createSocket(host, port);
  }

  private static final class MemorySocket extends Socket {
    MemorySocket() throws SocketException {
      super(new MemorySocketImpl());
    }
  }
}
