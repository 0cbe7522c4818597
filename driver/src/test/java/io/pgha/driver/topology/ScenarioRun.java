package io.pgha.driver.topology;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.patroni.Answers;
import io.pgha.driver.patroni.Recorded;
import io.pgha.driver.topology.Scenario.Found;
import io.pgha.driver.topology.Scenario.Phase;
import io.pgha.driver.topology.Scenario.Seen;
import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/** Feeds the phases of a scenario to the rules. */
final class ScenarioRun {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Scenario scenario;

  ScenarioRun(Scenario scenario) {
    this.scenario = scenario;
  }

  View start() {
    return View.initial(scenario.seeds().stream().map(ScenarioRun::seed).toList(), List.of());
  }

  View after(View current, Phase phase, long number) throws IOException {
    View view = current;
    if (phase.discovered() != null) {
      List<Discovered> found = discovered(phase.discovered());
      view = TopologyRules.replaceMembers(view, Membership.merge(view, found, Map.of()));
    }
    for (Seen seen : phase.observations()) {
      long round = Objects.requireNonNullElse(seen.round(), number);
      for (Observation observation : observations(view, seen, round)) {
        requireMember(view, observation.api());
        view = TopologyRules.observe(view, observation);
      }
    }
    return view;
  }

  private static void requireMember(View view, URI api) {
    if (view.all().noneMatch(seen -> seen.member().api().equals(api))) {
      throw new IllegalArgumentException("not a member: " + api.getHost());
    }
  }

  private static Member seed(String host) {
    return new Member(/* name= */ null, new HostPort(host, 5432), api(host), /* seed= */ true);
  }

  private static URI api(String host) {
    return URI.create("http://" + host + ":8008");
  }

  private static List<Discovered> discovered(List<Found> named) throws IOException {
    List<Discovered> all = new ArrayList<>();
    for (Found found : named) {
      if (found.fixture() == null) {
        all.add(discovered(found));
      } else {
        all.addAll(Answers.cluster(recorded(found.fixture(), "cluster").text()));
      }
    }
    return all;
  }

  private static Discovered discovered(Found found) {
    String name = Objects.requireNonNull(found.name(), "discovered: name or fixture");
    String host = Objects.requireNonNullElse(found.host(), name);
    return new Discovered(name, new HostPort(host, 5432), api(host));
  }

  static List<Observation> observations(View view, Seen seen, long round) throws IOException {
    if (seen.situation() != null) {
      return whole(view, seen.situation(), round);
    }
    if (seen.fixture() != null) {
      return List.of(answer(seen, seen.fixture(), round));
    }
    URI api = api(Objects.requireNonNull(seen.member(), "member, fixture or situation"));
    return List.of(
        seen.failure() == null
            ? Observation.answer(api, round, status(writtenCode(seen), body(seen)))
            : Observation.noAnswer(api, round, seen.failure()));
  }

  private static List<Observation> whole(View view, String situation, long round)
      throws IOException {
    List<Observation> all = new ArrayList<>();
    for (MemberView seen : view.members()) {
      String host = seen.member().postgres().host();
      Recorded recorded = recorded(situation + "/" + host, "patroni");
      all.add(
          recorded.exists()
              ? Observation.answer(
                  api(host), round, Answers.status(recorded.code(), recorded.text()))
              : Observation.noAnswer(api(host), round, "no answer"));
    }
    if (all.stream().allMatch(seen -> seen.status() == null)) {
      throw new IllegalArgumentException("nothing recorded of " + situation);
    }
    return all;
  }

  private static Observation answer(Seen seen, String fixture, long round) throws IOException {
    Recorded recorded = recorded(fixture, "patroni");
    String host =
        Objects.requireNonNullElse(seen.member(), fixture.substring(fixture.lastIndexOf('/') + 1));
    int code = Objects.requireNonNullElse(seen.code(), recorded.code());
    JsonNode body = merged(JSON.readTree(recorded.text()), body(seen));
    return Observation.answer(api(host), round, status(code, body));
  }

  static Recorded recorded(String fixture, String answer) {
    String[] parts = fixture.split("/", 3);
    return Recorded.of(parts[0], parts[1], parts[2] + "_" + answer + ".json");
  }

  private static ObjectNode body(Seen seen) {
    return Objects.requireNonNullElse(seen.status(), JsonNodeFactory.instance.objectNode());
  }

  private static int writtenCode(Seen seen) {
    return Objects.requireNonNull(seen.code(), () -> "no code: " + seen);
  }

  private static PatroniStatus status(int code, JsonNode body) {
    return Answers.status(code, body.toString());
  }

  /** As RFC 7386 does: objects are merged, null removes. */
  private static JsonNode merged(JsonNode base, ObjectNode changes) {
    ObjectNode result = base.isObject() ? base.deepCopy() : JsonNodeFactory.instance.objectNode();
    for (Map.Entry<String, JsonNode> change : changes.properties()) {
      String key = change.getKey();
      if (change.getValue().isNull()) {
        result.remove(key);
      } else if (change.getValue() instanceof ObjectNode nested) {
        result.set(key, merged(result.path(key), nested));
      } else {
        result.set(key, change.getValue());
      }
    }
    return result;
  }
}
