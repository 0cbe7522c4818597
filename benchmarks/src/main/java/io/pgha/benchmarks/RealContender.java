package io.pgha.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import io.pgha.hikari.PghaHikariConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Whose calls are measured on a real cluster, all on its leader. */
public enum RealContender {
  /** Knows who leads. */
  PGJDBC("jdbc:postgresql://%1$s/%3$s"),
  PGJDBC_MULTI_HOST("jdbc:postgresql://%2$s/%3$s?targetServerType=primary"),
  PGHA("jdbc:pgha://%2$s/%3$s?patroniPort=%4$s"),
  /** A pool for writing and a pool for reading. */
  PGHA_HIKARI("jdbc:pgha://%2$s/%3$s?patroniPort=%4$s"),
  /** Without plugins. */
  AWS("jdbc:aws-wrapper:postgresql://%1$s/%3$s?wrapperPlugins=&wrapperDialect=pg"),
  /** With the plugins that it has by itself. */
  AWS_DEFAULT("jdbc:aws-wrapper:postgresql://%1$s/%3$s?wrapperDialect=pg"),
  /** Both endpoints are the leader, which is what it would find out otherwise. */
  AWS_SRW_EFM2(
      "jdbc:aws-wrapper:postgresql://%1$s/%3$s?wrapperPlugins=srw,efm2&wrapperDialect=pg"
          + "&srwWriteEndpoint=%1$s&srwReadEndpoint=%1$s&verifyNewSrwConnections=false"),
  P6SPY("jdbc:p6spy:postgresql://%1$s/%3$s"),
  HAPROXY("jdbc:postgresql://%5$s/%3$s"),
  PGBOUNCER("jdbc:postgresql://%6$s/%3$s");

  private final String pattern;

  RealContender(String pattern) {
    this.pattern = pattern;
  }

  String url(Endpoints to) {
    return pattern.formatted(
        to.leader(), to.members(), to.database(), to.patroniPort(), to.haproxy(), to.pgbouncer());
  }

  Connection connect(Endpoints to) throws SQLException {
    return DriverManager.getConnection(url(to), to.user(), to.password());
  }

  /** To be closed, which both kinds can be. */
  DataSource pool(Endpoints to) {
    HikariConfig config = this == PGHA_HIKARI ? new PghaHikariConfig() : new HikariConfig();
    config.setJdbcUrl(url(to));
    config.setUsername(to.user());
    config.setPassword(to.password());
    return Pools.of(config);
  }
}
