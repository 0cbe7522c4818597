package io.pgha.interop;

import java.time.Duration;
import org.apache.commons.dbcp2.BasicDataSource;

/** Apache Commons DBCP 2. Without a default for the flag it would not take it back. */
final class DbcpIT extends PoolContract {
  @Override
  Pool make(Settings settings) {
    BasicDataSource pool = new BasicDataSource();
    pool.setUrl(settings.url());
    pool.setUsername(settings.user());
    pool.setPassword(settings.password());
    pool.setDefaultReadOnly(settings.readOnly());
    pool.setMaxTotal(settings.size());
    pool.setMaxWait(Duration.ofSeconds(30));
    return new Pool(pool, pool::close);
  }
}
