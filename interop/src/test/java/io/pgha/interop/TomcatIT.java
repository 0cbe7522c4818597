package io.pgha.interop;

import io.pgha.driver.PghaDriver;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.tomcat.jdbc.pool.DataSource;

/**
 * Tomcat JDBC. It asks no connection whether it is valid, and takes no flag back, unless told to.
 */
final class TomcatIT extends PoolContract {
  @Override
  Pool make(Settings settings) {
    DataSource pool = new DataSource();
    pool.setDriverClassName(PghaDriver.class.getName());
    pool.setUrl(settings.url());
    pool.setUsername(settings.user());
    pool.setPassword(settings.password());
    pool.setMaxActive(settings.size());
    pool.setDefaultReadOnly(settings.readOnly());
    pool.setDefaultAutoCommit(true);
    pool.setJdbcInterceptors("ConnectionState");
    pool.setTestOnBorrow(true);
    return new Pool(pool, pool::close);
  }

  /** It ends a transaction on return only where autocommit is off by default. */
  @Override
  void beforeReturn(Connection connection) throws SQLException {
    connection.rollback();
  }
}
