package io.pgha.hikari;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.pgha.driver.Role;
import io.pgha.driver.jdbc.Roles;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.Supplier;

/** What is told of each member, as long as it is one. To be used by one thread at a time. */
final class MemberMeters {
  private record Subject(URI api, String member, Role role) {
    static Subject of(View view, MemberView seen) {
      Member member = seen.member();
      String name = Objects.requireNonNullElse(member.name(), member.postgres().toString());
      return new Subject(member.api(), name, Roles.of(view, member));
    }
  }

  private final PghaHikariDataSource source;
  private final MultiGauge sessions;
  private final MultiGauge lag;
  private List<Subject> subjects = List.of();

  MemberMeters(MeterRegistry registry, PghaHikariDataSource source, Tags tags) {
    this.source = source;
    this.sessions =
        MultiGauge.builder("pgha.sessions")
            .description("Open sessions on the member, by all pools of this JVM")
            .baseUnit("sessions")
            .tags(tags)
            .register(registry);
    this.lag =
        MultiGauge.builder("pgha.lag")
            .description("WAL that the member has yet to replay; not a number while unknown")
            .baseUnit("bytes")
            .tags(tags)
            .register(registry);
  }

  /** Most views bring nobody new, and then there is nothing to do. */
  void update(View view) {
    List<Subject> present =
        view.members().stream().map(seen -> Subject.of(view, seen)).distinct().toList();
    if (!present.equals(subjects)) {
      show(present);
    }
  }

  void clear() {
    show(List.of());
  }

  private void show(List<Subject> present) {
    // A member may keep its name and have another address.
    sessions.register(present.stream().<Row<?>>map(this::sessionsOf).toList(), true);
    lag.register(
        present.stream().filter(MemberMeters::lags).<Row<?>>map(this::lagOf).toList(), true);
    subjects = present;
  }

  private Row<Supplier<Number>> sessionsOf(Subject subject) {
    Tags tags = Tags.of("member", subject.member(), "role", lowerCase(subject.role()));
    return Row.of(tags, () -> source.cluster().sessions().count(subject.api()));
  }

  private static String lowerCase(Role role) {
    return role.name().toLowerCase(Locale.ROOT);
  }

  private static boolean lags(Subject subject) {
    return subject.role() != Role.LEADER;
  }

  private Row<Supplier<Number>> lagOf(Subject subject) {
    return Row.of(Tags.of("member", subject.member()), () -> lagInBytes(subject.api()));
  }

  private double lagInBytes(URI api) {
    OptionalLong bytes =
        source
            .view()
            .member(api)
            .filter(MemberView::answering)
            .map(MemberView::lag)
            .orElse(OptionalLong.empty());
    return bytes.isPresent() ? bytes.getAsLong() : Double.NaN;
  }
}
