package io.pgha.driver.topology;

import io.pgha.driver.patroni.Recorded;
import io.pgha.driver.topology.Scenario.Phase;
import io.pgha.driver.topology.Scenario.Seen;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** All situations of all scenarios: for tests that ask what follows from them. */
public final class Situations {
  private final String scenario;
  private final ScenarioRun run;
  private final Map<URI, LastAnswer> last = new HashMap<>();
  private final List<Situation> found = new ArrayList<>();

  private Situations(String scenario, ScenarioRun run) {
    this.scenario = scenario;
    this.run = run;
  }

  public static List<Situation> all() {
    return ScenarioFiles.all().stream().flatMap(file -> of(file).stream()).toList();
  }

  private static List<Situation> of(Path file) {
    Scenario scenario = ScenarioFiles.parse(file);
    Situations situations = new Situations(ScenarioFiles.name(file), new ScenarioRun(scenario));
    try {
      situations.collect(scenario.phases());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return situations.found;
  }

  private void collect(List<Phase> phases) throws IOException {
    View view = run.start();
    for (int number = 1; number <= phases.size(); number++) {
      Phase phase = phases.get(number - 1);
      view = run.after(view, phase, number);
      for (Seen seen : phase.observations()) {
        hear(view, seen, Objects.requireNonNullElse(seen.round(), (long) number));
      }
      if (view.members().stream().allMatch(MemberView::polled)) {
        found.add(new Situation(scenario, number, view.withSettled(true), answers(view)));
      }
    }
  }

  private void hear(View view, Seen seen, long round) throws IOException {
    for (Observation heard : ScenarioRun.observations(view, seen, round)) {
      view.member(heard.api()).ifPresent(member -> hear(member.member(), heard, seen));
    }
  }

  /** A late answer of an earlier round is not the last one. */
  private void hear(Member member, Observation heard, Seen seen) {
    last.merge(
        member.api(),
        new LastAnswer(member, heard.round(), heard.status(), recorded(member, seen)),
        (old, next) -> next.round() >= old.round() ? next : old);
  }

  private static @Nullable Recorded recorded(Member member, Seen seen) {
    if (seen.code() != null || seen.status() != null) {
      return null;
    }
    String fixture =
        seen.situation() == null
            ? seen.fixture()
            : seen.situation() + "/" + member.postgres().host();
    return fixture == null ? null : ScenarioRun.recorded(fixture, "patroni");
  }

  private List<LastAnswer> answers(View view) {
    return view.members().stream()
        .map(seen -> Objects.requireNonNull(last.get(seen.member().api())))
        .toList();
  }
}
