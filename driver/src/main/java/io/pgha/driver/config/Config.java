package io.pgha.driver.config;

import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.Charset;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * All that a URL and the properties beside it say. Immutable; its text holds no credentials.
 *
 * @param seeds the hosts of the URL in its order, each once
 * @param database its name, decoded
 * @param driver what pgjdbc is told for each session
 */
public record Config(
    List<HostPort> seeds,
    String database,
    PatroniSettings patroni,
    RoutingSettings routing,
    DriverParameters driver) {
  public Config {
    seeds = List.copyOf(seeds);
  }

  /**
   * Reads a URL and the properties beside it.
   *
   * @throws SQLException with SQLSTATE 22023 if the URL is not one of ours or malformed, a
   *     parameter of ours has a wrong value, or a name looks like a misspelt one of ours
   */
  public static Config of(String url, @Nullable Properties info) throws SQLException {
    return read(url, JdbcUrl.beside(info));
  }

  static Config read(String url, Map<String, String> beside) throws SQLException {
    if (!JdbcUrl.isOurs(url)) {
      throw new SQLException(
          "The URL must begin with jdbc:pgha: but begins with " + JdbcUrl.kind(url), "22023");
    }
    Map<String, String> given = JdbcUrl.parse(url, beside);
    ParameterNames.check(given.keySet());
    return of(given);
  }

  private static Config of(Map<String, String> given) throws SQLException {
    Parameters parameters = new Parameters(given);
    List<HostPort> hosts = Seeds.of(given);
    return new Config(
        Seeds.distinct(hosts),
        given.getOrDefault(PGProperty.PG_DBNAME.getName(), ""),
        PatroniSettings.of(hosts, parameters),
        RoutingSettings.of(parameters),
        DriverParameters.of(given));
  }

  /** What URLs that mean the same cluster have in common. */
  public ClusterKey clusterKey() {
    return new ClusterKey(
        seeds.stream().map(HostPort::normalized).collect(Collectors.toCollection(HashSet::new)),
        patroni);
  }

  /** The API of a seed; empty if only discovery can tell it. */
  public Optional<URI> api(HostPort seed) {
    return Optional.ofNullable(patroni.apis().get(seed.normalized()));
  }

  /** The URL with which pgjdbc opens a session to a member, without parameters. */
  public String sessionUrl(HostPort member) {
    // pgjdbc decodes the name with this encoding.
    String encoding = System.getProperty("postgresql.url.encoding", "UTF-8");
    return "jdbc:postgresql://"
        + member
        + "/"
        + URLEncoder.encode(database, Charset.forName(encoding));
  }
}
