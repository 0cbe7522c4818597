package io.pgha.benchmarks;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Whose calls are measured over a {@link MemoryPostgres}. */
public enum StubContender {
  PGJDBC("jdbc:postgresql:"),
  PGHA("jdbc:pgha:"),
  P6SPY("jdbc:p6spy:postgresql:"),
  AWS("jdbc:aws-wrapper:postgresql:");

  private static final String MEMORY =
      "user=benchmarks&sslmode=disable&gssEncMode=disable&binaryTransfer=false&socketFactory="
          + MemorySocketFactory.class.getName();

  private final String scheme;

  StubContender(String scheme) {
    this.scheme = scheme;
  }

  /** Connects to the only one of these members; pgha alone asks it who leads. */
  Connection connect(FakeMembers members) throws SQLException {
    return DriverManager.getConnection(
        switch (this) {
          case PGHA -> members.url() + "&" + MEMORY;
          case PGJDBC, P6SPY -> plain();
          case AWS -> plain() + "&wrapperPlugins=&wrapperDialect=pg";
        });
  }

  private String plain() {
    return scheme + "//127.0.0.1:1/benchmarks?" + MEMORY;
  }
}
