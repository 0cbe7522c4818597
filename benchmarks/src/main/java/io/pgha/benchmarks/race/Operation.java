package io.pgha.benchmarks.race;

import com.fasterxml.jackson.annotation.JsonValue;
import java.util.Locale;

/** What a client does again and again, each time as one transaction. */
enum Operation {
  /** On which timeline it was written is in the name of the file of the write-ahead log. */
  WRITE(
      "insert into "
          + Operation.TABLE
          + " values (%d) returning host(inet_server_addr()),"
          + " ('x' || left(pg_walfile_name(pg_current_wal_lsn()), 8))::bit(32)::int"),
  READ("select host(inet_server_addr()), 0");

  static final String TABLE = "written";

  private final String sql;

  Operation(String sql) {
    this.sql = sql;
  }

  /** Answers with the address of the member and its timeline, which of a read is 0. */
  String sql(long number) {
    return sql.formatted(number);
  }

  @JsonValue
  String text() {
    return name().toLowerCase(Locale.ROOT);
  }
}
