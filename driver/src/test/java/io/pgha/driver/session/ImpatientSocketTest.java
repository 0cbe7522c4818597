package io.pgha.driver.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketAddress;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ImpatientSocketTest {
  private static final int DAY = (int) TimeUnit.DAYS.toMillis(1);

  private final List<Socket> waiting = new ArrayList<>();
  private ServerSocket server;

  @BeforeEach
  void listen() throws IOException {
    server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
  }

  @AfterEach
  void close() throws IOException {
    server.close();
    for (Socket each : waiting) {
      each.close();
    }
  }

  @Test
  void connects() throws IOException {
    try (Socket socket = new ImpatientSocket()) {
      socket.connect(server.getLocalSocketAddress(), DAY);

      assertThat(socket.isConnected()).isTrue();
    }
  }

  @Test
  @Timeout(60)
  void givesUpOnWhoDropsItsPackets() throws IOException {
    fillQueue();
    SocketAddress full = server.getLocalSocketAddress();

    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connect(full, DAY));
    assertThatExceptionOfType(SocketTimeoutException.class).isThrownBy(() -> connect(full, 0));
  }

  /** As nobody accepts, Linux drops the first packet of each connection that finds no place. */
  private void fillQueue() throws IOException {
    while (true) {
      Socket next = new Socket();
      waiting.add(next);
      try {
        next.connect(server.getLocalSocketAddress(), 200);
      } catch (SocketTimeoutException e) {
        return;
      }
    }
  }

  private static void connect(SocketAddress address, int timeout) throws IOException {
    try (Socket socket = new ImpatientSocket()) {
      socket.connect(address, timeout);
    }
  }
}
