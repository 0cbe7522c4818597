package io.pgha.demo;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

final class HealthTest {
  private static final Health LEADER =
      health("{'role':'primary','state':'running','xlog':{'location':104857600}}");

  private static Health health(String json) {
    try {
      return Health.of(new ObjectMapper().readTree(json.replace('\'', '"')));
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  private static String word(Health health) {
    return health.word(List.of(LEADER, health));
  }

  @Test
  void callsARunningPrimaryLeader() {
    assertThat(word(LEADER)).isEqualTo("LEADER");
    assertThat(word(health("{'role':'master','state':'running'}"))).isEqualTo("LEADER");
  }

  @Test
  void tellsTheStateOfALeaderThatDoesNotRun() {
    assertThat(word(health("{'role':'primary','state':'stopping'}"))).isEqualTo("stopping");
  }

  @Test
  void tellsTheLagOfAReplicaThatIsBehind() {
    assertThat(word(replicaAt(104857600))).isEqualTo("replica");
    assertThat(word(replicaAt(104857600 - 5 * 1024 * 1024))).isEqualTo("lag 5MB");
  }

  @Test
  void knowsNoLagWithoutALeader() {
    Health replica = replicaAt(1);
    assertThat(replica.word(List.of(replica))).isEqualTo("replica");
  }

  @Test
  void callsASilentMemberDown() {
    assertThat(word(Health.SILENT)).isEqualTo("down");
  }

  private static Health replicaAt(long position) {
    return health(
        "{'role':'replica','state':'running','xlog':{'replayed_location':%d}}".formatted(position));
  }
}
