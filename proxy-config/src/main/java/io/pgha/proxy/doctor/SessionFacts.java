package io.pgha.proxy.doctor;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.config.HostPort;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.postgresql.PGConnection;

/**
 * What a session says of the PostgreSQL that it has reached.
 *
 * @param asked the address that it was opened to
 * @param reached the address that PostgreSQL has for it; empty where that is a local socket
 * @param pooled the process that serves it is not the one that greeted it
 * @param encrypted between the last of those in between and PostgreSQL
 * @param settings of PostgreSQL, in its base units
 */
record SessionFacts(
    HostPort asked,
    Optional<HostPort> reached,
    boolean pooled,
    boolean encrypted,
    Map<String, String> settings) {
  private static final String POSTGRES =
      "select pg_backend_pid(), host(inet_server_addr()), inet_server_port(),"
          + " coalesce((select ssl from pg_stat_ssl where pid = pg_backend_pid()), false)";
  private static final String SETTINGS =
      "select name, setting from pg_settings where name in ('max_connections',"
          + " 'superuser_reserved_connections', 'reserved_connections', 'tcp_user_timeout',"
          + " 'tcp_keepalives_idle')";

  SessionFacts {
    settings = Map.copyOf(settings);
  }

  static SessionFacts of(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      HostPort asked = connection.unwrap(PghaConnection.class).member().postgres();
      int greeted = connection.unwrap(PGConnection.class).getBackendPID();
      Map<String, String> settings = settings(statement);
      try (ResultSet answer = statement.executeQuery(POSTGRES)) {
        answer.next();
        String host = answer.getString(2);
        int port = answer.getInt(3);
        return new SessionFacts(
            asked,
            host == null ? Optional.empty() : Optional.of(new HostPort(host, port)),
            answer.getInt(1) != greeted,
            answer.getBoolean(4),
            settings);
      }
    }
  }

  private static Map<String, String> settings(Statement statement) throws SQLException {
    Map<String, String> settings = new HashMap<>();
    try (ResultSet answer = statement.executeQuery(SETTINGS)) {
      while (answer.next()) {
        settings.put(answer.getString(1), answer.getString(2));
      }
    }
    return settings;
  }

  /** Of a setting that is a whole number; empty where PostgreSQL has none of that name. */
  OptionalInt number(String name) {
    String value = settings.getOrDefault(name, "");
    return value.matches("[0-9]{1,9}")
        ? OptionalInt.of(Integer.parseInt(value))
        : OptionalInt.empty();
  }

  /** How many sessions ordinary users may have. */
  OptionalInt available() {
    OptionalInt all = number("max_connections");
    int reserved =
        number("superuser_reserved_connections").orElse(0)
            + number("reserved_connections").orElse(0);
    return all.isPresent() ? OptionalInt.of(all.getAsInt() - reserved) : all;
  }
}
