package io.pgha.driver.patroni;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLServerSocket;

/**
 * A REST API of one member on a free port of 127.0.0.1, real down to the socket, that answers what
 * the test says: everything with 503 and an empty body until told otherwise. Thread-safe.
 */
public final class FakePatroni implements AutoCloseable {
  private final ServerSocket server;
  private final String scheme;
  private final Map<String, Behaviour> byPath = new ConcurrentHashMap<>();
  private final List<String> heads = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger maxOpen = new AtomicInteger();
  private volatile Behaviour otherwise = Behaviour.json(503, "");

  private FakePatroni(ServerSocket server, String scheme) {
    this.server = server;
    this.scheme = scheme;
    daemon(this::acceptAll);
  }

  public static FakePatroni start() throws IOException {
    return new FakePatroni(new ServerSocket(0, 50, loopback()), "http");
  }

  /** With TLS, and {@code verify_client: required} if asked for. */
  public static FakePatroni startTls(SSLContext tls, boolean clientCertificateRequired)
      throws IOException {
    SSLServerSocket server =
        (SSLServerSocket) tls.getServerSocketFactory().createServerSocket(0, 50, loopback());
    server.setNeedClientAuth(clientCertificateRequired);
    return new FakePatroni(server, "https");
  }

  private static InetAddress loopback() throws IOException {
    return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
  }

  /** Answers every path without a behaviour of its own like this. */
  public FakePatroni answer(int code, String json) {
    return behave(Behaviour.json(code, json));
  }

  /** Does this on every path without a behaviour of its own. */
  public FakePatroni behave(Behaviour behaviour) {
    otherwise = behaviour;
    return this;
  }

  /**
   * Does this on one path.
   *
   * @param path such as {@code /cluster}
   */
  public FakePatroni behave(String path, Behaviour behaviour) {
    byPath.put(path, behaviour);
    return this;
  }

  public URI api() {
    return URI.create(scheme + "://127.0.0.1:" + port());
  }

  public int port() {
    return server.getLocalPort();
  }

  /** The paths asked for so far, in order. */
  public List<String> requests() {
    return heads.stream().map(FakePatroni::path).toList();
  }

  /** Request line and header lines of each request so far. */
  public List<String> heads() {
    return List.copyOf(heads);
  }

  public int openConnections() {
    return open.size();
  }

  /** The most connections that were open at the same time. */
  public int maxOpenConnections() {
    return maxOpen.get();
  }

  @Override
  public void close() throws IOException {
    server.close();
    for (Socket socket : open) {
      socket.close();
    }
  }

  private void acceptAll() {
    while (!server.isClosed()) {
      try {
        Socket socket = server.accept();
        open.add(socket);
        maxOpen.accumulateAndGet(open.size(), Math::max);
        daemon(() -> serve(socket));
      } catch (IOException e) {
        // Closed, or a client that went before it was accepted.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      String head = readHead(socket);
      heads.add(head);
      byPath.getOrDefault(path(head), otherwise).answer(socket);
      socket.shutdownOutput();
    } catch (IOException e) {
      // The client has gone.
    } finally {
      open.remove(socket);
    }
  }

  static String readHead(Socket socket) throws IOException {
    BufferedReader in =
        new BufferedReader(
            new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
    StringBuilder head = new StringBuilder();
    for (String line = in.readLine(); line != null && !line.isEmpty(); line = in.readLine()) {
      head.append(line).append('\n');
    }
    if (head.isEmpty()) {
      throw new IOException("the client sent no request");
    }
    return head.toString();
  }

  static String path(String head) {
    return head.split(" ", 3)[1];
  }

  static void daemon(Runnable work) {
    Thread thread = new Thread(work, "fake-patroni");
    thread.setDaemon(true);
    thread.start();
  }
}
