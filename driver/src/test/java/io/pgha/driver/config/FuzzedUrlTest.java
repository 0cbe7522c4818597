package io.pgha.driver.config;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.PghaProperty;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Properties;
import java.util.logging.Level;
import java.util.logging.Logger;
import java.util.stream.Stream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.junit.jupiter.api.Assertions;
import org.postgresql.PGProperty;

/**
 * Whatever a URL says, it is read or refused with SQLSTATE 22023, at once, and the password is not
 * repeated.
 */
final class FuzzedUrlTest {
  private static final String SECRET = "S3cr3tOfMine";
  private static final Duration AT_ONCE = Duration.ofSeconds(10);

  /** Strong, or its level would be forgotten. */
  private static final Logger PGJDBC = Logger.getLogger("org.postgresql");

  /** It warns of everything that is wrong with a URL. */
  @BeforeContainer
  static void silencePgjdbc() {
    PGJDBC.setLevel(Level.OFF);
  }

  @AfterContainer
  static void unsilencePgjdbc() {
    PGJDBC.setLevel(null);
  }

  @Property
  void readsOrRefusesAnyText(@ForAll("texts") String text) {
    readOrRefuse("jdbc:pgha:" + text, new Properties());
    readOrRefuse(text, new Properties());
  }

  @Property
  void readsOrRefusesWhatLooksLikeAUrl(@ForAll("urls") String url) {
    readOrRefuse(url, new Properties());
  }

  @Property
  void neverRepeatsThePasswordOfTheUrl(@ForAll("urls") String url) {
    String separator = url.contains("?") ? "&" : "?";
    assertThat(readOrRefuse(url + separator + "password=" + SECRET, new Properties()))
        .doesNotContain(SECRET);
    assertThat(readOrRefuse(url + separator + "password=" + SECRET + "%", new Properties()))
        .doesNotContain(SECRET);
  }

  @Property
  void neverRepeatsThePasswordBesideTheUrl(
      @ForAll("urls") String url, @ForAll("names") String name, @ForAll("texts") String value) {
    Properties info = new Properties();
    info.setProperty(name, value);
    info.setProperty("password", SECRET);
    assertThat(readOrRefuse(url, info)).doesNotContain(SECRET);
  }

  @Property
  void neverRepeatsAPasswordThatStandsBeforeTheHosts(
      @ForAll("texts") String user, @ForAll("urls") String url) {
    String with = url.replaceFirst("//", "//u" + quote(user) + ":" + SECRET + "@");
    assertThat(readOrRefuse(with, new Properties())).doesNotContain(SECRET);
  }

  private static String quote(String text) {
    return text.replaceAll("[^A-Za-z0-9:.,;%@ -]", "");
  }

  @Example
  void readsOrRefusesVeryLongUrls() {
    for (String piece : List.of("a", ",", "a,", ":", "[", "%20", "&a=b", "?", "/", "@", "0")) {
      String text = piece.repeat(50_000);
      readOrRefuse("jdbc:pgha:" + text, new Properties());
      readOrRefuse("jdbc:pgha://" + text + "/db", new Properties());
      readOrRefuse("jdbc:pgha://a/db?allowedMembers=" + text, new Properties());
      readOrRefuse("jdbc:pgha://a/db?replicaTags=" + text, new Properties());
      readOrRefuse("jdbc:pgha://a/db?failoverTimeout=" + text, new Properties());
    }
  }

  /** Gives all that is told of it. */
  private static String readOrRefuse(String url, Properties info) {
    return Assertions.assertTimeout(AT_ONCE, () -> told(url, info));
  }

  private static String told(String url, Properties info) {
    try {
      return String.valueOf(Config.of(url, info));
    } catch (SQLException e) {
      assertThat(e.getSQLState()).as(e.toString()).isEqualTo("22023");
      StringWriter trace = new StringWriter();
      e.printStackTrace(new PrintWriter(trace, /* autoFlush= */ true));
      return trace.toString();
    }
  }

  @Provide
  Arbitrary<String> texts() {
    return Arbitraries.oneOf(
        Arbitraries.strings()
            .withChars("abzAZ019:/?&=%@,;[]{}*.-_+# \t\n\"'\\\u0000ü€\ud83d")
            .ofMaxLength(40),
        Arbitraries.strings().ofMaxLength(20));
  }

  @Provide
  Arbitrary<String> names() {
    Stream<String> own = Arrays.stream(PghaProperty.values()).map(PghaProperty::parameterName);
    Stream<String> pgjdbc = Arrays.stream(PGProperty.values()).map(PGProperty::getName);
    List<String> known =
        Stream.concat(own, pgjdbc).filter(name -> !name.equals("password")).toList();
    return Arbitraries.oneOf(Arbitraries.of(known), texts());
  }

  @Provide
  Arbitrary<String> urls() {
    return Combinators.combine(hosts(), database(), parameters().list().ofMaxSize(4))
        .as((hosts, database, all) -> "jdbc:pgha://" + hosts + database + join(all));
  }

  private static String join(List<String> parameters) {
    return parameters.isEmpty() ? "" : "?" + String.join("&", parameters);
  }

  private Arbitrary<String> hosts() {
    Arbitrary<String> host =
        Arbitraries.oneOf(
            Arbitraries.of("a", "db1.example", "127.0.0.1", "[::1]", "fe80::1%eth0", "", "A", "*"),
            texts());
    Arbitrary<String> port =
        Arbitraries.oneOf(
            Arbitraries.of("", ":5432", ":0", ":65535", ":65536", ":x", ":", ":05"),
            Arbitraries.integers().map(number -> ":" + number));
    return Combinators.combine(host, port)
        .as((name, number) -> name + number)
        .list()
        .ofMinSize(1)
        .ofMaxSize(4)
        .map(all -> String.join(",", all));
  }

  private Arbitrary<String> database() {
    return Arbitraries.oneOf(Arbitraries.of("/db", "/", "", "/d%62", "/%", "//"), texts());
  }

  private Arbitrary<String> parameters() {
    return Combinators.combine(names(), Arbitraries.of("=", "", "=="), values())
        .as((name, equals, value) -> name + equals + value);
  }

  private Arbitrary<String> values() {
    return Arbitraries.oneOf(
        Arbitraries.of("true", "on", "1s", "10MB", "primary", "zone:a", "https://a:1", "*", "%"),
        texts().map(text -> "http://" + text),
        texts());
  }
}
