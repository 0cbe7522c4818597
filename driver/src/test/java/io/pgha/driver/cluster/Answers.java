package io.pgha.driver.cluster;

import io.pgha.driver.patroni.Behaviour;
import io.pgha.driver.patroni.FakePatroni;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

/** What healthy members answer, as JSON of Patroni 4.1.5. */
final class Answers {
  private Answers() {}

  static Behaviour leader(String name) {
    return Behaviour.json(200, status(name, "primary", "\"location\":10000", /* dcsAge= */ 0));
  }

  static Behaviour replica(String name) {
    return replica(name, /* dcsAge= */ 0);
  }

  /**
   * @param dcsAge seconds since it reached the DCS last
   */
  static Behaviour replica(String name, long dcsAge) {
    return Behaviour.json(503, status(name, "replica", "\"replayed_location\":10000", dcsAge));
  }

  private static String status(String name, String role, String xlog, long dcsAge) {
    return """
        {"state":"running","role":"%s","xlog":{%s},"timeline":1,"replication_state":"streaming",
         "dcs_last_seen":%d,"database_system_identifier":"7711081899569635372",
         "patroni":{"version":"4.1.5","scope":"demo","name":"%s"}}
        """
        .formatted(role, xlog, Instant.now().getEpochSecond() - dcsAge, name);
  }

  /** These members, {@code pg1} and so on, as {@code /cluster} names them. */
  static Behaviour members(FakePatroni... members) {
    return Behaviour.json(200, "{\"members\":[" + String.join(",", entries(members)) + "]}");
  }

  private static List<String> entries(FakePatroni... members) {
    return IntStream.range(0, members.length)
        .mapToObj(
            i ->
                """
                {"name":"pg%d","role":"replica","state":"streaming","host":"127.0.0.1","port":%d,
                 "api_url":"%s/patroni"}
                """
                    .formatted(i + 1, 5432 + i, members[i].api()))
        .toList();
  }
}
