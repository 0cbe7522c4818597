package io.pgha.driver.patroni;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.entry;

import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.PatroniStatus.Flag;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class StatusReaderTest {
  private static final String MINIMAL = "'state':'running','role':'replica'";

  static List<Recorded> recorded() {
    return Recorded.all("_patroni.json");
  }

  @ParameterizedTest
  @MethodSource("recorded")
  void readsEveryRecordedAnswer(Recorded answer) throws Exception {
    PatroniStatus status = StatusReader.read(answer.code(), answer.bytes(), null);

    assertThat(status.version()).isEqualTo(answer.version());
    assertThat(status.role())
        .isIn("primary", "master", "replica", "standby_leader", "demoted", "uninitialized");
    assertThat(status.state()).isNotBlank();
    assertThat(status.holdsLock()).isEqualTo(answer.code() == 200);
    assertThat(status.location().isPresent()).isEqualTo(status.primary() && status.running());
    assertThat(status.dcsAgeSeconds()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2.0.2", "3.0.2", "4.0.7", "4.1.5"})
  void readsLeaderOfEachRelease(String version) throws Exception {
    PatroniStatus leader = recorded(200, version, "healthy", "pg1_patroni.json");

    assertThat(leader.primary()).isTrue();
    assertThat(leader.running()).isTrue();
    assertThat(leader.timeline()).hasValue(1);
    assertThat(leader.location()).isPresent();
    assertThat(leader.replayed()).isEmpty();
    assertThat(leader.receivers()).containsExactlyInAnyOrder("pg2", "pg3");
    assertThat(leader.flags()).isEmpty();
    assertThat(leader.systemIdentifier()).startsWith("7711");
  }

  @Test
  void readsReplica() throws Exception {
    PatroniStatus replica = recorded(503, "4.1.5", "healthy", "pg2_patroni.json");

    assertThat(replica.replica()).isTrue();
    assertThat(replica.name()).isEqualTo("pg2");
    assertThat(replica.location()).isEmpty();
    assertThat(replica.replayed()).isPresent();
    assertThat(replica.replicationState()).isEqualTo("streaming");
    assertThat(replica.receivers()).isEmpty();
  }

  @Test
  void readsTagsAsPatroniComparesThem() throws Exception {
    assertThat(recorded(503, "4.1.5", "tags_on_replica", "pg1_patroni.json").tags())
        .containsOnlyKeys("nofailover", "noloadbalance", "dc", "clonefrom")
        .containsEntry("noloadbalance", "true")
        .containsEntry("dc", "zone-b");
    assertThat(read("'tags':{'Zone':'Z-1','n':5,'f':1.5,'off':false,'none':null}").tags())
        .containsOnly(
            entry("Zone", "Z-1"), entry("n", "5"), entry("f", "1.5"), entry("off", "false"));
  }

  static Stream<Arguments> flags() {
    return Stream.of(
        Arguments.of("4.1.5", "maintenance_pause", "pg2", List.of(Flag.PAUSE)),
        Arguments.of("2.0.2", "healthy", "pg1", List.of()),
        Arguments.of("3.0.2", "synchronous_mode", "pg1", List.of(Flag.SYNC_STANDBY)),
        Arguments.of("4.0.7", "quorum_mode", "pg1", List.of(Flag.QUORUM_STANDBY)),
        Arguments.of(
            "3.0.2",
            "dcs_down_failsafe",
            "pg2",
            List.of(Flag.FAILSAFE_ACTIVE, Flag.CLUSTER_UNLOCKED)));
  }

  @ParameterizedTest
  @MethodSource("flags")
  void readsFlags(String version, String situation, String member, List<Flag> flags)
      throws Exception {
    assertThat(recorded(200, version, situation, member + "_patroni.json").flags())
        .containsExactlyInAnyOrderElementsOf(flags);
  }

  @Test
  void readsStandbyLeaderAndMemberWithoutPostgres() throws Exception {
    assertThat(recorded(503, "4.1.5", "standby_cluster", "pg3_patroni.json").standbyLeader())
        .isTrue();
    PatroniStatus failed = recorded(503, "4.1.5", "replica_start_failed", "pg3_patroni.json");
    assertThat(failed.state()).isEqualTo("start failed");
    assertThat(failed.timeline()).isEmpty();
  }

  @Test
  void comparesTheMembersOwnClocks() throws Exception {
    Instant date = Instant.ofEpochSecond(1_000);

    assertThat(read("'dcs_last_seen':988", date).dcsAgeSeconds()).hasValue(12);
    assertThat(read("'dcs_last_seen':1001", date).dcsAgeSeconds()).hasValue(0);
    assertThat(read("'pause':true", date).dcsAgeSeconds()).isEmpty();
    assertThat(read("'dcs_last_seen':988", null).dcsAgeSeconds()).isEmpty();
  }

  @Test
  void takesNullAndUnknownPropertiesAsAbsent() throws Exception {
    PatroniStatus status =
        read(
            "'timeline':null,'xlog':{'replayed_location':9223372036854775807},"
                + "'replication_state':null,'tags':null,'future':{'a':[1,{'b':'c'}]},"
                + "'replication':[{'application_name':null},{'application_name':'pg3'}]");

    assertThat(status.timeline()).isEmpty();
    assertThat(status.replayed()).hasValue(Long.MAX_VALUE);
    assertThat(status.receivers()).containsExactly("pg3");
    assertThat(status.version()).isNull();
    assertThat(status.name()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "'timeline':'1'",
        "'timeline':1.5",
        "'timeline':-1",
        "'xlog':{'location':99999999999999999999}",
        "'xlog':[]",
        "'pause':'true'",
        "'pause':1",
        "'tags':'none'",
        "'replication':{}",
        "'replication':[7]",
        "'replication':[{'application_name':7}]",
        "'patroni':{'version':4}",
        "'patroni':{'name':'a\\u0000b'}",
        "'replication_state':['streaming']",
      })
  void refusesPropertiesOfAnotherType(String property) {
    assertThatThrownBy(() -> read(property))
        .isInstanceOf(UnusableAnswerException.class)
        .hasMessageMatching("(xlog|timeline|pause|tags|replication|patroni).* is .*, not .*");
  }

  static Stream<Arguments> hostile() {
    return Stream.of(
        Arguments.of("", "is empty"),
        Arguments.of("   ", "not a JSON object"),
        Arguments.of("null", "not a JSON object"),
        Arguments.of("[]", "not a JSON object"),
        Arguments.of("\"running\"", "not a JSON object"),
        Arguments.of("<html><body>Bad gateway</body></html>", "starts with \"<html>"),
        Arguments.of("{\"state\":\"running\",\"role\":\"repl", "not proper JSON"),
        Arguments.of("{\"role\":\"replica\"}", "state is missing"),
        Arguments.of("{\"state\":\"running\"}", "role is missing"),
        Arguments.of("{\"state\":null,\"role\":\"replica\"}", "state is missing"),
        Arguments.of("{\"state\":{},\"role\":\"replica\"}", "state is {}, not a short text"),
        Arguments.of(json("'role':'primary'," + MINIMAL), "Duplicate"),
        Arguments.of(json(MINIMAL) + json(MINIMAL), "not proper JSON"),
        Arguments.of(json(MINIMAL) + "<html>", "not proper JSON"),
        Arguments.of(json(MINIMAL + ",'x':" + "[".repeat(100_000)), "depth"),
        Arguments.of(json(MINIMAL + ",'x':" + "{'a':".repeat(100_000)), "depth"),
        Arguments.of(json(MINIMAL + ",'x':[" + "[],".repeat(80_000) + "1]"), "Token count"),
        Arguments.of(json(MINIMAL + ",'timeline':" + "9".repeat(1_000)), "Number"),
        Arguments.of(json("'state':'" + "x".repeat(200_000) + "','role':'replica'"), "length"),
        Arguments.of(json("'state':'" + "x".repeat(2_000) + "','role':'replica'"), "short text"),
        Arguments.of("\u0000\u0001\u0002\u0003", "not proper JSON"),
        Arguments.of("{\"state\":NaN,\"role\":\"replica\"}", "not proper JSON"));
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void refusesHostileBodiesInFewWords(String body, String words) {
    assertThatThrownBy(() -> StatusReader.read(200, body.getBytes(UTF_8), null))
        .isInstanceOf(UnusableAnswerException.class)
        .message()
        .contains(words)
        .hasSizeLessThan(400)
        .doesNotContainPattern("\\p{Cntrl}");
  }

  @Test
  void refusesBytesThatAreNoText() {
    byte[] body = {'{', '"', (byte) 0xff, (byte) 0xfe, '"', ':', '1', '}'};

    assertThatThrownBy(() -> StatusReader.read(200, body, null))
        .isInstanceOf(UnusableAnswerException.class);
  }

  private static PatroniStatus recorded(int code, String version, String situation, String file)
      throws IOException, UnusableAnswerException {
    return StatusReader.read(code, Recorded.of(version, situation, file).bytes(), null);
  }

  private static PatroniStatus read(String properties) throws UnusableAnswerException {
    return read(properties, null);
  }

  private static PatroniStatus read(String properties, @Nullable Instant date)
      throws UnusableAnswerException {
    return StatusReader.read(503, json(MINIMAL + ',' + properties).getBytes(UTF_8), date);
  }

  /** An object, with quotes that need no escaping here. */
  private static String json(String properties) {
    return ("{" + properties + "}").replace('\'', '"');
  }
}
