package io.pgha.driver.patroni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.List;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Proves after each test that the client left no thread, and OkHttp and Okio never had one. */
final class LeftThreads implements AfterEachCallback {
  @Override
  public void afterEach(ExtensionContext context) {
    assertThat(alive("OkHttp", "Okio")).isEmpty();
    await().untilAsserted(() -> assertThat(alive("pgha-patroni")).isEmpty());
  }

  static List<Thread> alive(String... prefixes) {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> List.of(prefixes).stream().anyMatch(thread.getName()::startsWith))
        .toList();
  }
}
