package io.pgha.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Discovered;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ApiAddressesTest {
  @Test
  void areThoseBehindTheName() {
    assertThat(addresses("http://127.0.0.1:8008")).containsExactly("127.0.0.1 8008");
    assertThat(addresses("http://[::1]:8009")).containsExactly("0:0:0:0:0:0:0:1 8009");
  }

  @Test
  void areNoneOfNamesThatNobodyKnows() {
    assertThat(addresses("http://nobody.invalid:8008")).isEmpty();
  }

  /** As docker compose once named its containers. */
  @Test
  void areNotThoseOfThisMachineForNamesWithAnUnderscore() {
    assertThat(addresses("http://demo_pg_1.invalid:8008")).isEmpty();
  }

  private static List<String> addresses(String api) {
    URI uri = URI.create(api);
    Map<URI, Set<InetSocketAddress>> resolved =
        ApiAddresses.resolve(
            List.of(), List.of(new Discovered("pg1", new HostPort("pg1", 5432), uri)));
    return resolved.getOrDefault(uri, Set.of()).stream()
        .map(each -> each.getAddress().getHostAddress() + " " + each.getPort())
        .toList();
  }
}
