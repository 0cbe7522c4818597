package io.pgha.spring;

import com.zaxxer.hikari.pool.HikariPool.PoolInitializationException;
import io.pgha.hikari.PghaHikariConfig;
import io.pgha.hikari.PghaHikariDataSource;
import org.springframework.core.env.Environment;

/** Starts the pools, and tells what to do where that fails. */
final class Starting {
  private Starting() {}

  /**
   * @throws PghaStartException if the configuration is wrong or no session can be opened
   */
  static PghaHikariDataSource dataSource(PghaHikariConfig config, Environment environment) {
    requireOneUrl(environment);
    try {
      return new PghaHikariDataSource(config);
    } catch (IllegalArgumentException e) {
      throw new PghaStartException(
          "The configuration of the pgha data source is wrong: " + e.getMessage(),
          "Correct spring.datasource.url or the property under spring.datasource.hikari.",
          e);
    } catch (PoolInitializationException e) {
      throw new PghaStartException(
          "The pgha data source cannot open a session: " + e.getMessage(),
          "Look at the members above. To start without the cluster, set"
              + " spring.datasource.hikari.initialization-fail-timeout=-1.",
          e);
    }
  }

  private static void requireOneUrl(Environment environment) {
    if (environment.containsProperty("spring.datasource.hikari.jdbc-url")) {
      throw new PghaStartException(
          "There are two URLs: spring.datasource.url and spring.datasource.hikari.jdbc-url.",
          "Remove spring.datasource.hikari.jdbc-url.",
          /* cause= */ null);
    }
  }
}
