package io.pgha.driver.session;

import io.pgha.driver.topology.Member;
import java.time.Duration;

/** Sessions whose waits are looked into, on stub connections and a real address. */
public final class WaitingSessions {
  private WaitingSessions() {}

  public static Session on(Member member, Duration stallTimeout) {
    return new Session(
        member,
        Purpose.WRITE,
        new StubConnection().connection(),
        Wire.unknown(),
        stallTimeout,
        /* primary= */ true,
        /* term= */ null);
  }
}
