package io.pgha.proxy.doctor;

import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.live.LiveCluster;
import java.sql.SQLException;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.stream.Stream;

/** All findings on a cluster, the worst first. */
public final class Doctor {
  private static final List<Function<Facts, Stream<Finding>>> ALL =
      List.of(SessionFindings::of, MemberFindings::of, PatroniFindings::of, UrlFindings::of);

  private Doctor() {}

  /**
   * Looks at a cluster, for some seconds.
   *
   * @param live is closed
   * @param pools how many sessions applications may hold on a member, if that is known
   */
  public static List<Finding> look(LiveCluster live, Settings settings, OptionalInt pools)
      throws SQLException {
    return findings(new Examination(live, settings).facts(pools));
  }

  static List<Finding> findings(Facts facts) {
    return ALL.stream()
        .flatMap(each -> each.apply(facts))
        .sorted(Comparator.comparing(Finding::severity))
        .toList();
  }
}
