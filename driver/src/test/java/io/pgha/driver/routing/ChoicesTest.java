package io.pgha.driver.routing;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.topology.LastAnswer;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.Situation;
import io.pgha.driver.topology.Situations;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * What the driver chooses in every situation of the scenarios, as {@code choices.txt} says it. The
 * tests of {@code proxy-config} hold HAProxy against that file.
 */
class ChoicesTest {
  private static final Path KEPT = Path.of("src/test/resources/choices.txt");
  private static final Path NOW = Path.of("target/choices.txt");
  private static final String HEAD =
      """
      # Scenario and phase | each member, and how Patroni answers /primary, /leader and /replica?lag=1MB (0: not at all) | where a
      # write goes | where a read goes (maxReplicaLag=1MB). Written by ChoicesTest.
      """;

  private final RoutingSettings settings = Routings.settings("maxReplicaLag=1MB");

  @Test
  void areThoseThatHaproxyIsHeldAgainst() throws IOException {
    String now =
        Situations.all().stream().map(this::line).collect(Collectors.joining("", HEAD, ""));
    Files.writeString(NOW, now);
    assertThat(now)
        .as("if the rules are meant to have changed: cp driver/%s driver/%s", NOW, KEPT)
        .isEqualTo(Files.readString(KEPT));
  }

  private String line(Situation situation) {
    return "%s %d | %s | %s | %s\n"
        .formatted(
            situation.scenario(),
            situation.phase(),
            situation.answers().stream()
                .map(answer -> codes(situation, answer))
                .collect(Collectors.joining(", ")),
            best(situation, Target.PRIMARY),
            best(situation, Target.PREFER_SECONDARY));
  }

  private static String codes(Situation situation, LastAnswer answer) {
    try {
      return answer.member().postgres().host() + " " + PatroniCodes.of(situation.view()).of(answer);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String best(Situation situation, Target target) {
    List<List<MemberView>> groups = Candidates.of(situation.view(), settings, target);
    return groups.isEmpty()
        ? "nowhere"
        : groups.get(0).stream()
            .map(seen -> seen.member().postgres().host())
            .collect(Collectors.joining(" "));
  }
}
