package io.pgha.driver.routing;

import io.pgha.driver.config.Config;
import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.topology.MemberView;
import java.sql.SQLException;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/** Short forms for tests of routing. */
final class Routings {
  private Routings() {}

  /** What these parameters of a URL say of routing. */
  static RoutingSettings settings(String parameters) {
    try {
      return Config.of("jdbc:pgha://pg1/db?" + parameters, new Properties()).routing();
    } catch (SQLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  static String name(MemberView seen) {
    return Objects.requireNonNull(seen.member().name());
  }

  /** Of each group, the best first; within a group in the order of the view. */
  static List<List<String>> names(List<List<MemberView>> groups) {
    return groups.stream().map(group -> group.stream().map(Routings::name).toList()).toList();
  }
}
