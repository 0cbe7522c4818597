package io.pgha.proxy.it;

import java.time.Duration;
import java.util.List;

/**
 * What a fault did to applications on one path.
 *
 * @param misrouted writes that reached a member which was not the leader
 * @param onSeveral for how long more than one host had the virtual address
 * @param readsReplicas whether all readers were on replicas at the end
 */
record Result(
    String fault,
    String profile,
    Duration writeGap,
    Duration readGap,
    long misrouted,
    Duration onNone,
    Duration onSeveral,
    boolean readsReplicas) {
  private static final String HEAD =
      """

      | Fault | Profile | No writes (s) | No reads (s) | Misrouted writes | VIP on no host (s) | VIP on two hosts (s) | Readers on replicas at the end |
      |---|---|---|---|---|---|---|---|
      """;

  static String table(List<Result> results) {
    StringBuilder text = new StringBuilder(HEAD);
    results.forEach(result -> text.append(result.row()));
    return text.toString();
  }

  private String row() {
    return "| %s | %s | %s | %s | %d | %s | %s | %s |\n"
        .formatted(
            fault,
            profile,
            seconds(writeGap),
            seconds(readGap),
            misrouted,
            seconds(onNone),
            seconds(onSeveral),
            readsReplicas ? "yes" : "no");
  }

  private static String seconds(Duration duration) {
    return "%.2f".formatted(duration.toMillis() / 1000.0);
  }
}
