package io.pgha.interop;

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
    return new Pool(pool, pool::close);
  }
}
