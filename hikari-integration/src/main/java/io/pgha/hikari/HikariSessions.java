package io.pgha.hikari;

import com.zaxxer.hikari.HikariDataSource;
import io.pgha.driver.jdbc.SessionPool;
import java.sql.Connection;
import java.sql.SQLException;

/** The sessions in one of HikariCP's pools. */
record HikariSessions(HikariDataSource pool) implements SessionPool {
  @Override
  public Connection borrow() throws SQLException {
    return pool.getConnection();
  }

  @Override
  public void evict(Connection borrowed) {
    pool.evictConnection(borrowed);
  }
}
