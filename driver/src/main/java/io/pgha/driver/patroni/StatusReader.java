package io.pgha.driver.patroni;

import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.PatroniStatus.Flag;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads the answer to {@code GET /primary}, as {@code patroni/api.py} of 2.0 to 4.1 writes it. */
final class StatusReader {
  /** A leader with 200 replicas and 100 tags stays below 4,000. */
  private static final StrictJson JSON = new StrictJson(20_000);

  private static final Map<Flag, String> FLAG_NAMES =
      new EnumMap<>(
          Map.of(
              Flag.PAUSE, "pause",
              Flag.CLUSTER_UNLOCKED, "cluster_unlocked",
              Flag.FAILSAFE_ACTIVE, "failsafe_mode_is_active",
              Flag.SYNC_STANDBY, "sync_standby",
              Flag.QUORUM_STANDBY, "quorum_standby"));

  private StatusReader() {}

  /**
   * @param date when the member answered, by its own clock (the {@code Date} header)
   */
  static PatroniStatus read(int code, byte[] body, @Nullable Instant date)
      throws UnusableAnswerException {
    JsonObject status = JSON.parse(body);
    JsonObject xlog = status.object("xlog");
    JsonObject patroni = status.object("patroni");
    return new PatroniStatus(
        code,
        status.requiredText("role"),
        status.requiredText("state"),
        status.count("timeline"),
        xlog.count("location"),
        xlog.count("replayed_location"),
        status.text("replication_state"),
        status.object("tags").asText(),
        flags(status),
        dcsAge(status.count("dcs_last_seen"), date),
        status.text("database_system_identifier"),
        patroni.text("version"),
        patroni.text("name"),
        receivers(status));
  }

  private static Set<Flag> flags(JsonObject status) throws UnusableAnswerException {
    Set<Flag> flags = EnumSet.noneOf(Flag.class);
    for (Map.Entry<Flag, String> named : FLAG_NAMES.entrySet()) {
      if (status.flag(named.getValue())) {
        flags.add(named.getKey());
      }
    }
    return flags;
  }

  /** Both times are of the member's clock and cut to seconds, so the younger may seem older. */
  private static OptionalLong dcsAge(OptionalLong lastSeen, @Nullable Instant date) {
    return lastSeen.isEmpty() || date == null
        ? OptionalLong.empty()
        : OptionalLong.of(Math.max(0, date.getEpochSecond() - lastSeen.getAsLong()));
  }

  private static List<String> receivers(JsonObject status) throws UnusableAnswerException {
    List<String> receivers = new ArrayList<>();
    for (JsonObject receiver : status.objects("replication")) {
      String name = receiver.text("application_name");
      if (name != null) {
        receivers.add(name);
      }
    }
    return receivers;
  }
}
