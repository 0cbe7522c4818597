package io.pgha.proxy.status;

import io.pgha.driver.jdbc.Roles;
import io.pgha.driver.routing.Router;
import io.pgha.driver.telemetry.MemberData;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.View;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * What is known of a member.
 *
 * @param name Patroni's, or its address while that is not known
 * @param role {@code leader}, {@code replica}, {@code sync_standby}, {@code standby_leader}, or
 *     {@code unknown}
 * @param state Patroni's word for its PostgreSQL, as last told; empty if it never answered
 * @param lag bytes
 * @param answerMillis how long its REST API took for its last answer
 * @param failure why it did not answer when it was last asked
 * @param against what speaks against reading from it as from a replica
 * @param seed whether the URL names it
 */
public record MemberReport(
    String name,
    String postgres,
    String api,
    String role,
    String state,
    OptionalLong timeline,
    OptionalLong lag,
    Map<String, String> tags,
    OptionalLong answerMillis,
    Optional<String> failure,
    Optional<String> against,
    boolean seed) {
  static MemberReport of(Router router, View view, MemberView seen) {
    Optional<PatroniStatus> status = Optional.ofNullable(seen.status());
    return new MemberReport(
        label(seen),
        seen.member().postgres().toString(),
        seen.member().api().toString(),
        Roles.of(view, seen.member()).name().toLowerCase(Locale.ROOT),
        status.map(PatroniStatus::state).orElse(""),
        status.map(PatroniStatus::timeline).orElse(OptionalLong.empty()),
        seen.lag(),
        status.map(PatroniStatus::tags).orElse(Map.of()),
        answerMillis(router, seen),
        Optional.ofNullable(seen.failure()),
        router.against(view, seen),
        seen.member().seed());
  }

  static String label(MemberView seen) {
    return Objects.requireNonNullElseGet(
        seen.member().name(), () -> seen.member().postgres().toString());
  }

  private static OptionalLong answerMillis(Router router, MemberView seen) {
    String api = seen.member().api().toString();
    return router.cluster().telemetry().statistics().getMembers().stream()
        .filter(member -> member.getApi().equals(api))
        .mapToLong(MemberData::getAnswerMillis)
        .filter(millis -> seen.answering() && millis >= 0)
        .findFirst();
  }

  /** Without what changes all the time. */
  MemberReport calm() {
    return new MemberReport(
        name,
        postgres,
        api,
        role,
        state,
        timeline,
        OptionalLong.empty(),
        tags,
        OptionalLong.empty(),
        failure,
        against,
        seed);
  }
}
