package io.pgha.proxy.definition;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

/** Addresses with their networks, of IPv4 and IPv6. */
final class InterfaceAddressTest {
  @Test
  void writesAddressesInTheirShortForm() {
    for (String text : List.of("10.0.0.11/24", "fd00::64/64", "::1/128", "fd00:1:2:3:4:5:6:7/7")) {
      assertThat(InterfaceAddress.parse(text)).hasToString(text);
    }
  }

  @Test
  void knowsWhatIsInItsNetwork() {
    InterfaceAddress own = InterfaceAddress.parse("10.5.5.11/25");
    assertThat(own.isInNetwork(InterfaceAddress.address("10.5.5.100", ""))).isTrue();
    assertThat(own.isInNetwork(InterfaceAddress.address("10.5.5.200", ""))).isFalse();
    assertThat(own.isInNetwork(InterfaceAddress.address("fd00::1", ""))).isFalse();
  }

  @Test
  void refusesWhatIsNone() {
    for (String text : List.of("", "10.0.0.11", "10.0.0.11/33", "10.0.0.11/x", "lb1/24", "/24")) {
      assertThatThrownBy(() -> InterfaceAddress.parse(text))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("10.0.0.11/24");
    }
  }
}
