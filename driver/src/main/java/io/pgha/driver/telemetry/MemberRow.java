package io.pgha.driver.telemetry;

import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.function.ToIntFunction;

/** A member out of a view, and what was counted of it. */
record MemberRow(MemberView seen, ToIntFunction<URI> sessions, Counters counters)
    implements MemberData {
  private static final long UNKNOWN = -1;

  private URI api() {
    return seen.member().api();
  }

  private Optional<PatroniStatus> status() {
    return Optional.ofNullable(seen.status());
  }

  @Override
  public String getName() {
    return Objects.requireNonNullElse(seen.member().name(), "");
  }

  @Override
  public String getPostgres() {
    return seen.member().postgres().toString();
  }

  @Override
  public String getApi() {
    return api().toString();
  }

  @Override
  public String getRole() {
    return status().map(PatroniStatus::role).orElse("");
  }

  @Override
  public String getState() {
    return status().map(PatroniStatus::state).orElse("");
  }

  @Override
  public long getTimeline() {
    return status().map(status -> status.timeline().orElse(UNKNOWN)).orElse(UNKNOWN);
  }

  @Override
  public long getLagBytes() {
    return seen.lag().orElse(UNKNOWN);
  }

  @Override
  public boolean isAnswering() {
    return seen.answering();
  }

  @Override
  public long getAnswerMillis() {
    return millis(counters.answerNanos(api()));
  }

  @Override
  public long getAnswerAgeMillis() {
    return millis(counters.answerAgeNanos(api()));
  }

  private static long millis(OptionalLong nanos) {
    return nanos.stream().map(TimeUnit.NANOSECONDS::toMillis).findFirst().orElse(UNKNOWN);
  }

  @Override
  public String getFailure() {
    return Objects.requireNonNullElse(seen.failure(), "");
  }

  @Override
  public int getSessions() {
    return sessions.applyAsInt(api());
  }

  @Override
  public long getPollsSent() {
    return counters.sent(api());
  }

  @Override
  public long getPollsFailed() {
    return counters.failed(api());
  }
}
