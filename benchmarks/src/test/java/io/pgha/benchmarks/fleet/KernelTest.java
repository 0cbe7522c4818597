package io.pgha.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

final class KernelTest {
  @Test
  void findsTheCounterBelowItsName() {
    assertThat(
            Kernel.dropped(
                List.of(
                    "TcpExt: SyncookiesSent ListenOverflows ListenDrops",
                    "TcpExt: 1 27 28",
                    "IpExt: InNoRoutes",
                    "IpExt: 3")))
        .isEqualTo(27);
  }

  @Test
  void readsThisMachine() {
    assertThat(Kernel.dropped()).isNotNegative();
  }
}
