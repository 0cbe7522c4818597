package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import java.sql.SQLException;
import java.util.Properties;

/** Short forms for tests that start with a URL. */
final class Urls {
  private Urls() {}

  /** Of a URL of ours without its prefix. */
  static Config config(String rest) throws SQLException {
    return Config.of("jdbc:pgha:" + rest, new Properties());
  }

  /** Of a cluster of one host with these parameters. */
  static Config with(String parameters) throws SQLException {
    return config("//h1/db?" + parameters);
  }

  /** The message with which a URL, given without its prefix, is refused. */
  static String refusal(String rest) {
    try {
      throw new AssertionError(rest + " is not refused but read as " + config(rest));
    } catch (SQLException refusal) {
      assertThat(refusal.getSQLState()).isEqualTo("22023");
      return String.valueOf(refusal.getMessage());
    }
  }

  static String refusalOf(String parameters) {
    return refusal("//h1/db?" + parameters);
  }
}
