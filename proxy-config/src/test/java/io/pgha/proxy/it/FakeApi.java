package io.pgha.proxy.it;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;

/** The REST API of a member, of which HAProxy's checks look at the status code only. */
final class FakeApi implements AutoCloseable {
  static final int PORT = 8008;

  private final HttpServer server;
  private volatile ApiCodes codes = ApiCodes.SILENT;

  FakeApi(String address) throws IOException {
    server = HttpServer.create(new InetSocketAddress(address, PORT), /* backlog= */ 0);
    server.createContext("/", this::answer);
    server.start();
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
