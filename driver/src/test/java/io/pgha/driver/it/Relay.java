package io.pgha.driver.it;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.concurrent.atomic.AtomicInteger;

/** A member's PostgreSQL under another address, and how often a client waited for it. */
final class Relay implements AutoCloseable {
  private final ServerSocket server;
  private final String host;
  private final int port;
  private final AtomicInteger roundTrips = new AtomicInteger();

  /** Whose turn it was last; written by both pumps of one connection at a time. */
  private volatile boolean clientSpoke;

  Relay(String host, int port) throws IOException {
    this.host = host;
    this.port = port;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  String address() {
    return "127.0.0.1:" + server.getLocalPort();
  }

  /** Times that the server spoke after the client had, since the last call. */
  int roundTrips() {
    return roundTrips.getAndSet(0);
  }

  private void accept() throws IOException {
    while (true) {
      Socket client = server.accept();
      Socket postgres = new Socket(host, port);
      daemon(() -> pump(client, postgres, () -> clientSpoke = true));
      daemon(() -> pump(postgres, client, this::serverSpoke));
    }
  }

  private void serverSpoke() {
    if (clientSpoke) {
      clientSpoke = false;
      roundTrips.incrementAndGet();
    }
  }

  private static void pump(Socket from, Socket to, Runnable heard) throws IOException {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[8192];
      for (int length = in.read(buffer); length >= 0; length = in.read(buffer)) {
        heard.run();
        out.write(buffer, 0, length);
      }
    }
  }

  private interface Work {
    void run() throws IOException;
  }

  private static void daemon(Work work) {
    Thread thread =
        new Thread(
            () -> {
              try {
                work.run();
              } catch (IOException e) {
                // One side has closed.
                return;
              }
            },
            "relay");
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public void close() throws IOException {
    server.close();
  }
}
