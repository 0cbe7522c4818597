package io.pgha.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The REST APIs of a cluster's members, a leader and replicas that are up to date, on free ports of
 * loopback. Their PostgreSQL is each connection's own {@link MemoryPostgres}. Thread-safe.
 */
final class FakeMembers implements AutoCloseable {
  private static final String STATUS =
      """
      {"state": "running", "role": "%s", "server_version": 170000, "timeline": 1,
       "xlog": {"%s": 1000}, "replication_state": "streaming", "database_system_identifier": "1",
       "patroni": {"version": "4.1.4", "scope": "benchmarks", "name": "member%d"}}
      """;

  private final List<HttpServer> apis = new ArrayList<>();

  private FakeMembers() {}

  static FakeMembers start(int count) throws IOException {
    FakeMembers members = new FakeMembers();
    for (int each = 0; each < count; each++) {
      members.apis.add(api(each));
    }
    return members;
  }

  /** The first one leads. */
  private static HttpServer api(int number) throws IOException {
    boolean leads = number == 0;
    String status =
        leads
            ? STATUS.formatted("primary", "location", number)
            : STATUS.formatted("replica", "replayed_location", number);
    HttpServer api =
        HttpServer.create(
            new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), /* backlog= */ 0);
    api.createContext("/", exchange -> answer(exchange, leads ? 200 : 503, status.getBytes(UTF_8)));
    api.start();
    return api;
  }

  private static void answer(HttpExchange exchange, int code, byte[] body) throws IOException {
    exchange.sendResponseHeaders(code, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  /** Hosts for a URL, and {@code patroniUrls} for its parameters. */
  String url() {
    return "jdbc:pgha://"
        + apis.stream().map(api -> "127.0.0.1:" + port(api)).collect(Collectors.joining(","))
        + "/benchmarks?discovery=off&pollInterval=1min&patroniUrls="
        + apis.stream()
            .map(api -> "http://127.0.0.1:" + port(api))
            .collect(Collectors.joining(","));
  }

  private static int port(HttpServer api) {
    return api.getAddress().getPort();
  }

  @Override
  public void close() {
    apis.forEach(api -> api.stop(/* delay= */ 0));
  }
}
