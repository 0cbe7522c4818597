package io.pgha.driver.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import io.pgha.driver.patroni.Recorded;
import io.pgha.driver.topology.Scenario.Phase;
import io.pgha.driver.topology.Scenario.Seen;
import java.io.IOException;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Runs every file in {@code scenarios/}; a new rule starts as a new file there. */
class TopologyScenarioTest {
  private static final String ANSWER = "_patroni.json";

  @TestFactory
  Stream<DynamicTest> concludesWhatEachScenarioExpects() {
    return ScenarioFiles.all().stream()
        .map(
            file ->
                dynamicTest(
                    ScenarioFiles.name(file).replace('_', ' '),
                    file.toUri(),
                    () -> run(ScenarioFiles.parse(file))));
  }

  @Test
  void usesEveryRecordedAnswer() {
    Set<String> unused = new TreeSet<>();
    Recorded.all(ANSWER).forEach(file -> unused.add(file.toString().replace(ANSWER, "")));
    ScenarioFiles.all().forEach(file -> unused.removeAll(fixturesOf(ScenarioFiles.parse(file))));
    assertThat(unused).isEmpty();
  }

  @Test
  void refusesMisspeltKeys() {
    assertThatThrownBy(() -> Scenario.parse(scenario("{'leader': null, 'reddy': true}")))
        .isInstanceOf(UnrecognizedPropertyException.class)
        .hasMessageContaining("reddy");
  }

  @Test
  void refusesAnOutcomeThatDoesNotSayWhoLeads() {
    assertThatThrownBy(() -> Scenario.parse(scenario("{'ready': true}")))
        .isInstanceOf(MismatchedInputException.class)
        .hasMessageContaining("leader");
  }

  private static String scenario(String outcome) {
    String json = "{'description': '', 'seeds': [], 'phases': [{'outcome': " + outcome + "}]}";
    return json.replace('\'', '"');
  }

  private static void run(Scenario scenario) throws IOException {
    ScenarioRun run = new ScenarioRun(scenario);
    SoftAssertions softly = new SoftAssertions();
    View view = run.start();
    for (int number = 1; number <= scenario.phases().size(); number++) {
      Phase phase = scenario.phases().get(number - 1);
      view = run.after(view, phase, number);
      String name = "phase " + number + (phase.why() == null ? "" : " (" + phase.why() + ")");
      OutcomeChecks.check(softly, name, view, phase.outcome());
    }
    softly.assertAll();
  }

  private static Set<String> fixturesOf(Scenario scenario) {
    Set<String> used = new TreeSet<>();
    for (Phase phase : scenario.phases()) {
      for (Seen seen : phase.observations()) {
        if (seen.fixture() != null) {
          used.add(seen.fixture());
        }
        if (seen.situation() != null) {
          scenario.seeds().forEach(host -> used.add(seen.situation() + "/" + host));
        }
      }
    }
    return used;
  }
}
