package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import org.junit.jupiter.api.Test;

final class LoopbackIsolationTest {
  private final Firewall firewall =
      new Firewall(new ThisMachine(), new Programs(), Account.ofCaller("alice"), "tag", "pg1");

  private final Isolation isolation =
      new LoopbackIsolation(firewall, "127.77.251.11", "127.77.251.101", 45101);

  @Test
  void saysThatItNeedsRoot() {
    assertThatIllegalStateException()
        .isThrownBy(isolation::fromDcs)
        .withMessage(
            "Isolating pg1 is done with iptables and needs root; this JVM runs as 'alice'");
    assertThatIllegalStateException().isThrownBy(isolation::fromClients);
    assertThatIllegalStateException().isThrownBy(isolation::fromAll);
  }

  @Test
  void hasNothingToUndoForOthers() {
    isolation.end();
  }
}
