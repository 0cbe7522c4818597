package io.pgha.proxy.doctor;

import io.pgha.driver.config.Config;
import io.pgha.driver.patroni.PatroniClient;
import io.pgha.driver.patroni.Poll;
import io.pgha.driver.patroni.RawAnswer;
import io.pgha.proxy.definition.ProblemException;
import java.net.URI;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** What members' REST APIs tell beyond what the driver asks. */
final class Api implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 2;
  private static final int OK = 200;

  /** What a date in whole seconds is behind on average. */
  private static final Duration CUT = Duration.ofMillis(500);

  private final PatroniClient client;
  private final InstantSource clock;

  Api(Config config) throws SQLException {
    this(config, InstantSource.system());
  }

  Api(Config config, InstantSource clock) throws SQLException {
    this.client = PatroniClient.of(config.patroni().tls());
    this.clock = clock;
  }

  /** Empty if it is not told. */
  Optional<PatroniConfig> config(URI api) {
    RawAnswer answer = ask(api, "config");
    return answer.code() == OK ? PatroniConfig.parse(answer.body()) : Optional.empty();
  }

  /** How far its clock is before ours; empty if it does not tell the time. */
  Optional<Duration> skew(URI api) {
    Instant before = clock.instant();
    RawAnswer answer = ask(api, "primary");
    Duration half = Duration.between(before, clock.instant()).dividedBy(2);
    return Optional.ofNullable(answer.date())
        .map(date -> Duration.between(before.plus(half), date.plus(CUT)));
  }

  private RawAnswer ask(URI api, String path) {
    CompletableFuture<RawAnswer> answer = new CompletableFuture<>();
    Poll poll = client.raw(api, path, answer::complete);
    try {
      return answer.get(PATIENCE_SECONDS, TimeUnit.SECONDS);
    } catch (TimeoutException e) {
      poll.cancel("within " + PATIENCE_SECONDS + " s");
      return answer.join();
    } catch (ExecutionException e) {
      throw new IllegalStateException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException("Interrupted", e);
    }
  }

  @Override
  public void close() {
    client.close();
  }
}
