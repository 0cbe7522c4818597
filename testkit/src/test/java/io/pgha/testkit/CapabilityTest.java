package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CapabilityTest {
  /** The second is what root has in a container of Docker's, the last what it has elsewhere. */
  @ParameterizedTest
  @CsvSource({
    "0000000000000000, false, false",
    "00000000a80425fb, false, false",
    "00000000a80435fb, true, false",
    "00000000a80c25fb, false, true",
    "000001ffffffffff, true, true"
  })
  void isReadFromWhatTheKernelTells(String effective, boolean netAdmin, boolean sysPtrace) {
    String status = "Name:\tjava\nCapPrm:\t0000000000000000\nCapEff:\t%s\n".formatted(effective);
    assertThat(Capability.NET_ADMIN.in(status)).isEqualTo(netAdmin);
    assertThat(Capability.SYS_PTRACE.in(status)).isEqualTo(sysPtrace);
  }
}
