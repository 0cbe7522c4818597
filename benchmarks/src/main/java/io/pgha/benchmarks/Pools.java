package io.pgha.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgha.hikari.PghaHikariConfig;
import io.pgha.hikari.PghaHikariDataSource;
import javax.sql.DataSource;

/** Pools that are compared, all of the same size. */
final class Pools {
  private static final int CONNECTIONS = 2;

  private Pools() {}

  /**
   * The pool of a configuration's kind: one of HikariCP alone, or one for writing and one for
   * reading. To be closed, which both kinds can be.
   */
  static DataSource of(HikariConfig config) {
    config.setMaximumPoolSize(CONNECTIONS);
    return config instanceof PghaHikariConfig pgha
        ? new PghaHikariDataSource(pgha)
        : new HikariDataSource(config);
  }
}
