package io.pgha.flyway;

import io.pgha.driver.PghaDriver;
import java.sql.Connection;
import org.flywaydb.database.postgresql.PostgreSQLDatabaseType;

/**
 * Tells Flyway which driver a {@code jdbc:pgha:} URL needs. Flyway finds it by itself, and knows
 * the database behind the connection as PostgreSQL. Thread-safe.
 */
public final class PghaDatabaseType extends PostgreSQLDatabaseType {
  /** For Flyway's service loader. */
  public PghaDatabaseType() {}

  @Override
  public boolean handlesJDBCUrl(String url) {
    return url.startsWith("jdbc:pgha:");
  }

  @Override
  public String getDriverClass(String url, ClassLoader classLoader) {
    return PghaDriver.class.getName();
  }

  /** What a connection leads to is for Flyway's own types to tell, as with a data source. */
  @Override
  public boolean handlesDatabaseProductNameAndVersion(
      String productName, String productVersion, Connection connection) {
    return false;
  }
}
