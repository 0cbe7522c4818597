package io.pgha.driver.config;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;

/**
 * Says what is wrong with a URL that pgjdbc's parser would only answer "no" to. Nothing that may be
 * a password is repeated.
 */
final class UrlCheck {
  private static final String FORM =
      "expected jdbc:pgha://host[:port][,host[:port]...]/database[?name=value&...]";

  private UrlCheck() {}

  /**
   * @param rest the URL after its prefix
   */
  static void check(String rest) throws SQLException {
    int question = rest.indexOf('?');
    checkServer(question < 0 ? rest : rest.substring(0, question));
    if (question >= 0) {
      checkArguments(rest.substring(question + 1));
    }
  }

  private static void checkServer(String server) throws SQLException {
    if (server.startsWith("//")) {
      checkHostsAndDatabase(server.substring(2));
    } else if (server.startsWith("/")) {
      throw Invalid.url("the hosts must follow after two slashes; " + FORM);
    } else {
      checkDecodable(server, "the database name");
    }
  }

  private static void checkHostsAndDatabase(String text) throws SQLException {
    if (text.isEmpty() || text.equals("/")) {
      return;
    }
    int slash = text.indexOf('/');
    String hosts = slash < 0 ? text : text.substring(0, slash);
    if (hosts.contains("@")) {
      throw Invalid.url("user and password belong in the parameters of these names; " + FORM);
    }
    if (slash < 0) {
      throw Invalid.url("the / after the hosts is missing; " + FORM);
    }
    if (slash != text.lastIndexOf('/')) {
      throw Invalid.url("a / in the name of the database must be written as %2F; " + FORM);
    }
    checkDecodable(text.substring(slash + 1), "the database name");
    checkHosts(hosts.split(","));
  }

  private static void checkHosts(String[] hosts) throws SQLException {
    if (hosts.length == 0) {
      throw Invalid.url("there is no host between the commas; " + FORM);
    }
    for (String host : hosts) {
      int colon = host.lastIndexOf(':');
      if (colon > host.lastIndexOf(']')) {
        checkPort(host, host.substring(colon + 1));
      }
    }
  }

  private static void checkPort(String host, String port) throws SQLException {
    if (!Ports.isPort(port)) {
      throw Invalid.url("the port in \"" + host + "\" must be a number from 1 to 65535; " + FORM);
    }
  }

  private static void checkArguments(String arguments) throws SQLException {
    for (String argument : arguments.split("&", -1)) {
      int equals = argument.indexOf('=');
      if (equals >= 0) {
        checkDecodable(
            argument.substring(equals + 1),
            "the value of the parameter " + argument.substring(0, equals));
      }
    }
  }

  private static void checkDecodable(String text, String what) throws SQLException {
    try {
      URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw Invalid.url(what + " has a % that two hexadecimal digits do not follow");
    }
  }
}
