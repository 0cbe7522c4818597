package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** One round of the quickest fault, with all contenders, so that the race does not rot. */
final class RaceSmokeIT {
  private static final int CONTENDERS = 9;

  private static Path folder;
  private static int exitStatus;

  @BeforeAll
  static void race(@TempDir Path report) {
    folder = report;
    exitStatus =
        new CommandLine(new Race()).execute("--faults=switchover", "--rounds=1", "--out=" + folder);
  }

  private static JsonNode results() throws IOException {
    return new ObjectMapper().readTree(folder.resolve("raw/race.json").toFile());
  }

  private static List<JsonNode> lanes() throws IOException {
    return results().at("/rounds/0/lanes").valueStream().toList();
  }

  @Test
  void runs() {
    assertThat(exitStatus).isZero();
  }

  @Test
  void everybodyIsServedBeforeTheStrikeAndAfterIt() throws Exception {
    assertThat(lanes())
        .hasSize(CONTENDERS * Operation.values().length)
        .allSatisfy(
            lane -> {
              assertThat(lane.path("served")).isNotEmpty();
              assertThat(lane.at("/served/0/from").asDouble()).isNegative();
              assertThat(lane.path("gap").asDouble()).isPositive();
            });
  }

  @Test
  void pghaWritesNothingToAFormerLeader() throws Exception {
    assertThat(lanes())
        .filteredOn(lane -> lane.path("contender").asText().contains("pgha"))
        .hasSize(4)
        .allSatisfy(lane -> assertThat(lane.path("misrouted").asInt(-1)).isZero());
  }

  @Test
  void writesMoveToAnotherMember() throws Exception {
    assertThat(lanes())
        .filteredOn(lane -> lane.path("contender").asText().equals("jdbc:pgha"))
        .filteredOn(lane -> lane.path("operation").asText().equals("write"))
        .hasSize(1)
        .allSatisfy(
            lane -> {
              List<String> by = lane.path("served").findValuesAsText("by");
              assertThat(by.get(by.size() - 1)).isNotEqualTo(by.get(0));
            });
  }

  @Test
  void requestsOfThoseWhoAskPatroniAreCounted() throws Exception {
    assertThat(results().at("/rounds/0/requests").valueStream())
        .hasSize(CONTENDERS)
        .filteredOn(count -> count.path("requests").asLong() > 0)
        .extracting(count -> count.path("contender").asText())
        .contains("jdbc:pgha", "pgha-hikari", "HAProxy, article", "virtual address")
        .doesNotContain("limit");
  }

  @Test
  void tablesHaveARowForEachContender() throws Exception {
    String text = Files.readString(folder.resolve("race.md"));
    assertThat(results().path("contenders").valueStream())
        .hasSize(CONTENDERS)
        .allSatisfy(name -> assertThat(text).contains("\n| " + name.asText() + " | "));
  }

  @Test
  void tellsWhatItRanOn() throws Exception {
    assertThat(results().path("timings").asText()).contains("ttl 20, loop_wait 1");
    assertThat(results().at("/origin/command").asText()).startsWith("make race");
  }
}
