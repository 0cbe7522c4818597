package io.pgha.testkit;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;

/** What an application's machine sees of a member. */
final class Clients {
  private Clients() {}

  static boolean canConnect(Member member) {
    return canConnect(member.host(), member.port());
  }

  static boolean canConnect(String host, int port) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(host, port), 500);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
