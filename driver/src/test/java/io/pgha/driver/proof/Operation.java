package io.pgha.driver.proof;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * One thing that a client asked for, and what came of it.
 *
 * @param number of the row that was written, unique for the client; 0 if none was
 * @param server the address of the member that served it, as PostgreSQL itself told it; null if
 *     nothing was told
 * @param begun just before the driver was called, of {@link System#nanoTime}
 * @param ended just after it returned or threw
 */
record Operation(
    String client,
    Kind kind,
    long number,
    @Nullable String server,
    long begun,
    long ended,
    Outcome outcome) {
  boolean is(Outcome.Result result) {
    return outcome.result() == result;
  }

  boolean acknowledged() {
    return is(Outcome.Result.ACKNOWLEDGED);
  }

  Written written() {
    return new Written(client, number);
  }

  /** As text, with times since then. */
  String describe(long since) {
    return "%s %s %d on %s, begun %d ms, ended %d ms: %s"
        .formatted(
            client,
            kind,
            number,
            server,
            Duration.ofNanos(begun - since).toMillis(),
            Duration.ofNanos(ended - since).toMillis(),
            outcome);
  }
}
