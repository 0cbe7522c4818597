package io.pgha.interop;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;

/** HikariCP as it comes, but for the size. */
final class HikariIT extends PoolContract {
  @Override
  Pool make(Settings settings) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(settings.url());
    config.setUsername(settings.user());
    config.setPassword(settings.password());
    config.setReadOnly(settings.readOnly());
    config.setMaximumPoolSize(settings.size());
    HikariDataSource pool = new HikariDataSource(config);
    return new Pool(pool, pool::close);
  }
}
