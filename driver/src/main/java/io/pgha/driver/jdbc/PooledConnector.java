package io.pgha.driver.jdbc;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.config.Config;
import io.pgha.driver.config.ConfigCache;
import io.pgha.driver.routing.ClusterRegistry;
import io.pgha.driver.routing.ClusterRegistry.Lease;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * For whoever keeps the sessions of one URL in two pools, one for writing and one for reading: what
 * fills the pools, and the logical connections that borrow from them. Watches the cluster until it
 * is closed. Thread-safe.
 */
public final class PooledConnector implements AutoCloseable {
  private final ConfigCache configs;
  private final String url;
  private final Properties properties;
  private final Config config;
  private final Lease lease;
  private final RoutedOpener opener;
  private final Fillers fillers = new Fillers();

  /**
   * Begins to watch the cluster.
   *
   * @throws SQLException 22023 for a malformed URL or a wrong parameter, and for one that makes a
   *     choice between the pools impossible
   */
  public PooledConnector(ClusterRegistry registry, String url, Properties properties)
      throws SQLException {
    this.configs = registry.configs();
    this.url = url;
    this.properties = copy(properties);
    this.config = configs.of(url, properties);
    requireSplit(config);
    this.lease = registry.lease(config);
    this.opener = new RoutedOpener(config, lease.router());
  }

  private static Properties copy(Properties properties) {
    Properties copy = new Properties();
    properties
        .stringPropertyNames()
        .forEach(name -> copy.setProperty(name, properties.getProperty(name)));
    return copy;
  }

  private static void requireSplit(Config config) throws SQLException {
    if (config.routing().targetServerType().isPresent()) {
      throw oneSession("targetServerType sends all connections to one kind of member");
    }
    if (!config.routing().readWriteSplit()) {
      throw oneSession("readWriteSplit=off keeps each connection on one session");
    }
  }

  private static SQLException oneSession(String why) {
    return new SQLException(
        why + ", and here are two pools to choose from: leave it out, or use one ordinary pool.",
        "22023");
  }

  /**
   * What a pool is to be filled from: every connection is one session, and its {@code isValid} is
   * false without asking the member once it should be replaced. {@code getConnection} with a user
   * opens it as that user, unless the URL names one.
   *
   * @param patience how long the pool waits for a connection: the search for a member ends a little
   *     earlier, to tell what was found; a {@code loginTimeout} among the parameters wins
   * @param closed told of each session that was closed, by the thread that has closed it
   */
  public DataSource sessions(boolean readOnly, Duration patience, Runnable closed) {
    Properties defaults = copy(properties);
    defaults.putIfAbsent(
        PGProperty.LOGIN_TIMEOUT.getName(), Double.toString(patience.toMillis() / 1000.0));
    return new SessionDataSource(
        (user, password) -> configs.of(url, withCredentials(defaults, user, password)),
        lease,
        readOnly,
        fillers,
        closed);
  }

  private static Properties withCredentials(
      Properties defaults, @Nullable String user, @Nullable String password) {
    Properties all = copy(defaults);
    if (user != null) {
      all.setProperty(PGProperty.USER.getName(), user);
    }
    if (password != null) {
      all.setProperty(PGProperty.PASSWORD.getName(), password);
    }
    return all;
  }

  /**
   * A logical connection that borrows nothing before it needs a session: the flag chooses the pool
   * when a statement is made. It holds one session at a time.
   */
  public PghaConnection connect(SessionPool writing, SessionPool reading) {
    SessionSource source =
        new PooledSource(lease, opener, writing, reading, config.routing().reconnect());
    return new LogicalConnection(source, config.routing().readOnly());
  }

  /** The name of the URL's database. */
  public String database() {
    return config.database();
  }

  public Cluster cluster() {
    return lease.router().cluster();
  }

  /** Opens nothing any more. Comes before the pools are closed, which then wait for little. */
  public void stop() {
    fillers.stop();
  }

  /** Whether sessions for reading go to the leader at the moment, for lack of a replica. */
  public boolean readsFallBack() {
    return lease.router().readsFallBack();
  }

  /** Lets go of the cluster. */
  @Override
  public void close() {
    stop();
    lease.close();
  }
}
