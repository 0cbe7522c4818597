package io.pgha.benchmarks;

import com.zaxxer.hikari.HikariConfig;
import io.pgha.hikari.PghaHikariConfig;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import javax.sql.DataSource;

/** Whose calls are measured over a {@link MemoryPostgres}. */
public enum StubContender {
  PGJDBC("jdbc:postgresql:"),
  PGHA("jdbc:pgha:"),
  /** A pool for writing and a pool for reading. */
  PGHA_HIKARI("jdbc:pgha:"),
  P6SPY("jdbc:p6spy:postgresql:"),
  /** Without plugins. */
  AWS("jdbc:aws-wrapper:postgresql:", "&wrapperPlugins=&wrapperDialect=pg"),
  /** With the plugins that it has by itself. */
  AWS_DEFAULT("jdbc:aws-wrapper:postgresql:", "&wrapperDialect=pg"),
  AWS_SRW_EFM2(
      "jdbc:aws-wrapper:postgresql:",
      "&wrapperPlugins=srw,efm2&wrapperDialect=pg&srwWriteEndpoint=127.0.0.1:1"
          + "&srwReadEndpoint=127.0.0.1:1&verifyNewSrwConnections=false");

  /** With a password, as most have one: without, each connect looks for a file that has it. */
  private static final String MEMORY =
      "user=benchmarks&password=any&sslmode=disable&gssEncMode=disable&binaryTransfer=false"
          + "&socketFactory="
          + MemorySocketFactory.class.getName();

  private final String scheme;
  private final String parameters;

  StubContender(String scheme) {
    this(scheme, "");
  }

  StubContender(String scheme, String parameters) {
    this.scheme = scheme;
    this.parameters = parameters;
  }

  /** Connects to the only one of these members; pgha alone asks it who leads. */
  Connection connect(FakeMembers members) throws SQLException {
    return DriverManager.getConnection(url(members));
  }

  /** To be closed, which both kinds can be. */
  DataSource pool(FakeMembers members) {
    HikariConfig config = this == PGHA_HIKARI ? new PghaHikariConfig() : new HikariConfig();
    config.setJdbcUrl(url(members));
    return Pools.of(config);
  }

  private String url(FakeMembers members) {
    return switch (this) {
      case PGHA, PGHA_HIKARI -> members.url() + "&" + MEMORY;
      default -> scheme + "//127.0.0.1:1/benchmarks?" + MEMORY + parameters;
    };
  }
}
