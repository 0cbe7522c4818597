package io.pgha.spring;

import io.pgha.hikari.PghaHikariDataSource;
import java.sql.SQLException;
import java.util.Objects;
import javax.sql.DataSource;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.jdbc.DataSourceUnwrapper;

/**
 * The application's data source, also where something that traces it or the like stands before it.
 */
final class BehindProxies {
  private BehindProxies() {}

  static PghaHikariDataSource find(ObjectProvider<DataSource> sources) {
    return sources.stream()
        .map(BehindProxies::unwrap)
        .filter(Objects::nonNull)
        .map(Objects::requireNonNull)
        .findFirst()
        .orElseThrow(
            () -> new IllegalStateException("There is no PghaHikariDataSource behind any proxy"));
  }

  private static @Nullable PghaHikariDataSource unwrap(DataSource source) {
    PghaHikariDataSource found = DataSourceUnwrapper.unwrap(source, PghaHikariDataSource.class);
    return found == null ? unwrapAsJdbcDoes(source) : found;
  }

  private static @Nullable PghaHikariDataSource unwrapAsJdbcDoes(DataSource source) {
    try {
      return source.isWrapperFor(PghaHikariDataSource.class)
          ? source.unwrap(PghaHikariDataSource.class)
          : null;
    } catch (SQLException e) {
      return null;
    }
  }
}
