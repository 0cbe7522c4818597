package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import org.junit.jupiter.api.Test;

final class AddressesTest {
  @Test
  void avoidsAPortThatIsTaken() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.77.251.11"))) {
      assertThat(Addresses.freePort("127.77.251.11", taken.getLocalPort()))
          .isNotEqualTo(taken.getLocalPort());
    }
  }

  @Test
  void givesEveryMemberItsOwnAddressesAndGroup() {
    Addresses addresses = new Addresses(3, Place.LOOPBACK, 5432, 8008, 2379, 2380);
    assertThat(addresses.member(2)).isEqualTo("127.77.3.12");
    assertThat(addresses.etcdUrl("http", 2)).isEqualTo("http://127.77.3.102:2379");
    assertThat(addresses.group(2)).isEqualTo(20302);
  }

  @Test
  void needsOneOfEtcdsOnlyWhereMembersHaveNetworksOfTheirOwn() {
    Addresses addresses = Addresses.inContainers(3);
    assertThat(addresses.member(2)).isEqualTo("198.18.3.12");
    assertThat(addresses.etcdUrl("http", 2)).isEqualTo("http://198.18.3.10:2379");
    assertThat(addresses.allEtcdUrls("http")).isEqualTo("http://198.18.3.10:2379");
    assertThat(addresses.clients()).contains("198.18.3.0/24");
  }
}
