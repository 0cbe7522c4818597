package io.pgha.proxy.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.proxy.definition.Settings.Connections;
import io.pgha.proxy.definition.Settings.Shares;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** All sessions that all listeners may open on one member stay below its limit. */
final class CapacityTest {
  private static final Shares SHARES = new Shares(2, 2, 1, 1, 1);

  @Test
  void staysBelowTheLimitOfAMember() {
    Random random = new Random(7);
    for (int i = 0; i < 1_000; i++) {
      Map<String, Integer> shares =
          Map.of("write", random.nextInt(9) + 1, "read", random.nextInt(9) + 1, "fallback", 1);
      int hosts = random.nextInt(4) + 1;
      int max = random.nextInt(1_000) + 200;
      Capacity capacity = new Capacity(new Connections(max, 3, 10, 0, SHARES), hosts, shares);
      int all = shares.keySet().stream().mapToInt(capacity::limit).sum() * hosts;
      assertThat(all).isPositive().isLessThanOrEqualTo(max - 13);
    }
  }

  @Test
  void explainsItself() {
    Map<String, Integer> shares = Map.of("write", 2, "read", 2, "fallback", 1);
    Capacity capacity = new Capacity(new Connections(100, 3, 10, 0, SHARES), 2, shares);
    assertThat(capacity.explained())
        .containsExactly(
            "max_connections 100 - 3 reserved for superusers - 10 margin = 87 for each member",
            "87 / 2 HAProxy hosts = 43, by shares [1, 2, 2]: fallback 8, read 17, write 17"
                + " (42 in all, 84 on all hosts)");
  }
}
