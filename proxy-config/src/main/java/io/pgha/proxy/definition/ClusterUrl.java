package io.pgha.proxy.definition;

import io.pgha.driver.config.Config;
import io.pgha.driver.config.HostPort;
import java.sql.SQLException;
import java.util.Locale;

/** The URL of a cluster, as commands take it. */
public final class ClusterUrl {
  private ClusterUrl() {}

  /**
   * What it says.
   *
   * @throws SQLException 22023 if it is wrong
   * @throws ProblemException if it has the port of a REST API where PostgreSQL's belongs: the API
   *     answers, so all would look well until the first session is opened
   */
  public static Config read(String url) throws SQLException {
    Config config = Config.of(url, null);
    for (HostPort host : config.seeds()) {
      String authority = "://" + host.toString().toLowerCase(Locale.ROOT);
      if (config.api(host).filter(api -> api.toString().endsWith(authority)).isPresent()) {
        throw new ProblemException(
            "The URL names %s, where Patroni's REST API is; expected PostgreSQL's port, such as 5432"
                .formatted(host));
      }
    }
    return config;
  }
}
