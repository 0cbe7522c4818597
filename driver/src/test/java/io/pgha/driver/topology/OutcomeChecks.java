package io.pgha.driver.topology;

import com.fasterxml.jackson.databind.JsonNode;
import io.pgha.driver.topology.Scenario.Outcome;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.assertj.core.api.SoftAssertions;
import org.jspecify.annotations.Nullable;

/** Compares a view with what a scenario expects of it. */
final class OutcomeChecks {
  private static final String UNKNOWN = "unknown";

  private final SoftAssertions softly;
  private final String phase;
  private final View view;

  private OutcomeChecks(SoftAssertions softly, String phase, View view) {
    this.softly = softly;
    this.phase = phase;
    this.view = view;
  }

  static void check(SoftAssertions softly, String phase, View view, Outcome expected) {
    OutcomeChecks checks = new OutcomeChecks(softly, phase, view);
    checks.leader(expected);
    checks.lag(Objects.requireNonNullElse(expected.lag(), Map.of()));
    checks.hosts("answering", MemberView::answering, expected.answering());
    checks.hosts("not streaming", OutcomeChecks::notStreaming, expected.notStreaming());
    checks.hosts("noloadbalance", OutcomeChecks::noloadbalance, expected.noloadbalance());
    checks.hosts("members", seen -> true, expected.members());
    checks.contacts(expected.contacts());
    checks.hosts(
        "foreign", view::isForeign, Objects.requireNonNullElse(expected.foreign(), List.of()));
  }

  private void leader(Outcome expected) {
    Leader leader = view.leader();
    same("leader", view.leaderMember().map(OutcomeChecks::host).orElse(null), expected.leader());
    same("ready", leader != null && leader.ready(), expected.ready());
    same("assumed", leader != null && leader.assumed(), expected.assumed());
    same(
        "standby leader",
        view.standbyLeader().map(OutcomeChecks::host).orElse(null),
        expected.standbyLeader());
    if (leader != null && expected.leaderTimeline() != null) {
      same("timeline of the leader", leader.timeline(), expected.leaderTimeline());
    }
    if (expected.timeline() != null) {
      same("timeline", view.highestTimeline(), expected.timeline());
    }
  }

  private void lag(Map<String, JsonNode> expected) {
    expected.forEach((host, lag) -> same("lag of " + host, lagOf(host), plain(lag)));
  }

  private Object lagOf(String host) {
    OptionalLong lag =
        view.members().stream()
            .filter(seen -> host(seen).equals(host))
            .findFirst()
            .orElseThrow(() -> new IllegalArgumentException(phase + ": no member " + host))
            .lag();
    return lag.isPresent() ? lag.getAsLong() : UNKNOWN;
  }

  private static Object plain(JsonNode lag) {
    return lag.isIntegralNumber() ? lag.longValue() : lag.asText();
  }

  private void hosts(String what, Predicate<MemberView> wanted, @Nullable List<String> expected) {
    if (expected != null) {
      same(
          what, view.members().stream().filter(wanted).map(OutcomeChecks::host).toList(), expected);
    }
  }

  private void contacts(@Nullable List<String> expected) {
    if (expected != null) {
      same("contacts", view.contacts().stream().map(OutcomeChecks::host).toList(), expected);
    }
  }

  private void same(String what, @Nullable Object actual, @Nullable Object expected) {
    softly.assertThat(actual).as("%s: %s", phase, what).isEqualTo(expected);
  }

  private static boolean notStreaming(MemberView seen) {
    PatroniStatus status = seen.status();
    return seen.answering() && status != null && status.replica() && status.notStreaming();
  }

  private static boolean noloadbalance(MemberView seen) {
    PatroniStatus status = seen.status();
    return status != null && "true".equals(status.tags().get("noloadbalance"));
  }

  private static String host(MemberView seen) {
    return seen.member().postgres().host();
  }
}
