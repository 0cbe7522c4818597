package io.pgha.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgha.hikari.PghaHikariConfig;
import io.pgha.hikari.PghaHikariDataSource;
import java.util.function.Consumer;
import javax.sql.DataSource;

/** Pools that are compared, all of the same size. */
final class Pools {
  private static final int CONNECTIONS = 2;

  private Pools() {}

  /** One of HikariCP alone. To be closed, which both kinds can be. */
  static DataSource plain(Consumer<HikariConfig> settings) {
    return new HikariDataSource(configured(new HikariConfig(), settings));
  }

  /** A pool for writing and a pool for reading. */
  static DataSource pgha(Consumer<HikariConfig> settings) {
    return new PghaHikariDataSource(configured(new PghaHikariConfig(), settings));
  }

  private static <T extends HikariConfig> T configured(T config, Consumer<HikariConfig> settings) {
    settings.accept(config);
    config.setMaximumPoolSize(CONNECTIONS);
    return config;
  }
}
