package io.pgha.benchmarks;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.SocketAddress;
import java.net.SocketException;
import java.net.SocketImpl;
import java.net.SocketOptions;
import java.util.HashMap;
import java.util.Map;

/** A socket whose other end is a {@link MemoryPostgres}. Used by one thread. */
final class MemorySocketImpl extends SocketImpl {
  private static final Map<Integer, Object> DEFAULTS =
      Map.of(
          SocketOptions.SO_SNDBUF,
          64 * 1024,
          SocketOptions.SO_RCVBUF,
          64 * 1024,
          SocketOptions.SO_TIMEOUT,
          0,
          SocketOptions.SO_LINGER,
          -1,
          SocketOptions.TCP_NODELAY,
          true,
          SocketOptions.SO_KEEPALIVE,
          false);

  private final MemoryPostgres server = new MemoryPostgres();
  private final Map<Integer, Object> options = new HashMap<>(DEFAULTS);

  @Override
  protected void create(boolean stream) {}

  @Override
  protected void connect(String host, int port) {}

  @Override
  protected void connect(InetAddress address, int port) {}

  @Override
  protected void connect(SocketAddress address, int timeout) {}

  @Override
  protected InputStream getInputStream() {
    return server.answers();
  }

  @Override
  protected OutputStream getOutputStream() {
    return server.questions();
  }

  @Override
  protected int available() {
    return server.pending();
  }

  @Override
  protected void close() {}

  @Override
  public void setOption(int option, Object value) {
    options.put(option, value);
  }

  @Override
  public Object getOption(int option) throws SocketException {
    Object value = options.get(option);
    if (value == null) {
      throw new SocketException("No such option here: " + option);
    }
    return value;
  }

  @Override
  protected void bind(InetAddress host, int port) throws IOException {
    throw clientOnly();
  }

  @Override
  protected void listen(int backlog) throws IOException {
    throw clientOnly();
  }

  @Override
  protected void accept(SocketImpl accepted) throws IOException {
    throw clientOnly();
  }

  @Override
  protected void sendUrgentData(int data) throws IOException {
    throw clientOnly();
  }

  private static SocketException clientOnly() {
    return new SocketException("This is a client's socket");
  }
}
