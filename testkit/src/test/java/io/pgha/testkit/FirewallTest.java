package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class FirewallTest {
  private final Firewall firewall = new Firewall(new Programs(), new Account("alice"), "tag");

  @Test
  void saysThatIsolationNeedsRoot() {
    assertThatIllegalStateException()
        .isThrownBy(() -> firewall.cutFromDcs("pg1", "127.77.251.101"))
        .withMessage(
            "Isolating pg1 is done with iptables and needs root; this JVM runs as 'alice'");
    assertThatIllegalStateException()
        .isThrownBy(() -> firewall.cutFromClients("pg1", "127.77.251.11", 45101));
    assertThatIllegalStateException()
        .isThrownBy(() -> firewall.cut("pg1", "127.77.251.11", "127.77.251.101", 45101));
  }

  @Test
  void hasNothingToUndoForOthers() {
    firewall.rejoin("pg1");
    firewall.removeAll();
  }
}
