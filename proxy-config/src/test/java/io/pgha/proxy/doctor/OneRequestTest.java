package io.pgha.proxy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.pgha.proxy.definition.SettingsReader;
import io.pgha.proxy.live.LiveCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;

/** What the doctor asks by itself does not come on top of the driver's polls. */
final class OneRequestTest {
  /** Several intervals of polls, and less than the doctor waits. */
  private static final long HELD_MILLIS = 1_500;

  private final Queue<String> asked = new ConcurrentLinkedQueue<>();
  private final AtomicBoolean holding = new AtomicBoolean();

  /** Two: one poll may have been sent just before the watch ended, and be answered late. */
  private final CountDownLatch othersMeanwhile = new CountDownLatch(2);

  @Test
  void isUnderWayToAMemberAtATime() throws Exception {
    HttpServer api =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    ExecutorService threads = Executors.newCachedThreadPool();
    api.setExecutor(threads);
    api.createContext("/", this::answer);
    api.start();
    try {
      LiveCluster live = new LiveCluster(url(api.getAddress().getPort()));
      Doctor.look(live, SettingsReader.read(null, List.of()), OptionalInt.empty());
    } finally {
      api.stop(/* delay= */ 0);
      threads.shutdownNow();
    }
    assertThat(asked).contains("/primary", "/config");
    assertThat(othersMeanwhile.getCount())
        .as("but for one that was on its way, none came while /config was held")
        .isPositive();
  }

  /** Nobody takes sessions there. */
  private static String url(int api) {
    return "jdbc:pgha://127.0.0.1:1/app?discovery=off&pollInterval=100ms&failoverTimeout=0"
        + "&loginTimeout=1&patroniPort="
        + api;
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getPath();
      asked.add(path);
      if (path.equals("/config")) {
        hold();
      } else if (holding.get()) {
        othersMeanwhile.countDown();
      }
      byte[] body = body(path).getBytes(StandardCharsets.UTF_8);
      exchange.sendResponseHeaders(200, body.length);
      exchange.getResponseBody().write(body);
    }
  }

  private void hold() throws IOException {
    try {
      holding.set(true);
      othersMeanwhile.await(HELD_MILLIS, TimeUnit.MILLISECONDS);
      holding.set(false);
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  private static String body(String path) {
    return path.equals("/config")
        ? "{\"ttl\": 30}"
        : """
          {"state": "running", "role": "primary", "server_version": 150020, "timeline": 1,
           "xlog": {"location": 100}, "dcs_last_seen": %d, "database_system_identifier": "1",
           "patroni": {"version": "4.0.4", "scope": "demo", "name": "pg1"}}
          """
            .formatted(Instant.now().getEpochSecond());
  }
}
