package io.pgha.benchmarks.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The smallest run, whose report has everything. */
final class FleetSmokeIT {
  private static Path folder;
  private static JsonNode json;

  @BeforeAll
  static void run(@TempDir Path shared) throws Exception {
    folder = shared;
    int status =
        Fleet.commandLine()
            .execute(
                ("--real 2 --simulated 2,10 --https steady --seconds 2 --seed 5 --out " + folder)
                    .split(" ", -1));
    assertThat(status).isZero();
    json = JsonMapper.builder().build().readTree(folder.resolve("raw/fleet.json").toFile());
  }

  @Test
  void saysWhereAndHowItWasMeasured() {
    assertThat(json.path("origin").path("command").asText())
        .contains("--simulated 2,10", "--seed 5");
    assertThat(json.path("origin").path("machine").asText()).isNotEmpty();
    assertThat(json.path("seed").asLong()).isEqualTo(5);
    assertThat(json.path("patroni").asText()).matches("\\d+\\.\\d+.*");
  }

  @Test
  void everyRunIsThere() {
    assertThat(json.path("real").findValuesAsText("situation"))
        .containsExactly("steady", "failover", "steady");
    assertThat(json.path("real").findValuesAsText("tls")).containsExactly("false", "false", "true");
    assertThat(json.path("simulated").findValuesAsText("situation"))
        .containsExactly(
            "steady", "quiet", "failover", "start", "steady", "quiet", "failover", "start");
    assertThat(json.path("calibration").findValuesAsText("tls")).containsExactly("false", "true");
  }

  @Test
  void membersWereAskedAndOthersWereAnswered() {
    for (String kind : List.of("real", "simulated")) {
      assertThat(json.path(kind))
          .allSatisfy(run -> assertThat(run.path("others").path("median").asDouble()).isPositive());
      assertThat(json.path(kind))
          .filteredOn(run -> run.path("situation").asText().equals("failover"))
          .allSatisfy(run -> assertThat(run.path("requestsPerSecond").asDouble()).isPositive());
    }
  }

  @Test
  void allJvmsLearntOfTheNextLeader() {
    for (String kind : List.of("real", "simulated")) {
      assertThat(json.path(kind))
          .filteredOn(run -> run.path("situation").asText().equals("failover"))
          .isNotEmpty()
          .allSatisfy(run -> assertThat(last(run.path("knowing")).path(1).asDouble()).isEqualTo(1));
    }
  }

  private static JsonNode last(JsonNode array) {
    return array.path(array.size() - 1);
  }

  @Test
  void goalsAreJudged() {
    assertThat(json.path("goals"))
        .isNotEmpty()
        .allSatisfy(goal -> assertThat(goal.path("value").asText()).isNotEmpty());
  }

  @Test
  void tellsPeopleTheSame() throws Exception {
    String text = Files.readString(folder.resolve("fleet.md"));
    assertThat(text)
        .contains("# What a fleet costs the cluster", "## Goals", "| 2 | http | steady");
    assertThat(
            text.lines()
                .filter(line -> line.matches("\\| 10 \\| (steady|quiet|failover|start) .*")))
        .hasSize(4);
  }
}
