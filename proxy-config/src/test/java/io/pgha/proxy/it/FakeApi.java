package io.pgha.proxy.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/** The REST API of a member, of which HAProxy's checks look at the status code only. */
final class FakeApi implements AutoCloseable {
  private final HttpServer server;
  private volatile ApiCodes codes = ApiCodes.SILENT;

  FakeApi() throws IOException {
    server =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), /* backlog= */ 0);
    server.createContext("/", this::answer);
    server.start();
  }

  /** Its address, with a port that was free. */
  String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  void answerWith(ApiCodes told) {
    codes = told;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      int code = codes.of(exchange.getRequestURI().toString());
      if (code != 0) {
        exchange.sendResponseHeaders(code, /* responseLength= */ -1);
      }
    }
  }

  @Override
  public void close() {
    server.stop(/* delay= */ 0);
  }
}
