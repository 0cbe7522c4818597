package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** It must see what it is for. */
final class SecretsWatchTest {
  private static final Logger LOG = System.getLogger("io.pgha.driver.some");
  private static final String SECRET = "only-the-test-of-the-watch-knows";

  private final SecretsWatch watch = new SecretsWatch();

  @BeforeEach
  void start() {
    SecretsWatch.keep(SECRET);
    watch.start();
  }

  @Test
  void findsNothingInWhatMayBeTold() {
    LOG.log(Level.WARNING, "The leader is jdbc:pgha://a/db");
    swallow(new SQLException("The connection to jdbc:postgresql://a/db is closed"));
    assertThatCode(watch::check).doesNotThrowAnyException();
  }

  @Test
  void findsASecretInALogHoweverTalkative() {
    LOG.log(Level.TRACE, "Asked with {0}", SECRET);
    assertThatThrownBy(watch::check).hasMessageContaining("a secret was logged");
  }

  @Test
  void findsASecretInTheTraceOfALog() {
    LOG.log(Level.DEBUG, "It failed", new IOException("with " + SECRET));
    assertThatThrownBy(watch::check).hasMessageContaining("a secret was logged");
  }

  @Test
  void findsASecretInAnExceptionThatWasCaught() {
    swallow(new SQLException("Not " + SECRET, "28P01", new IOException("no")));
    assertThatThrownBy(watch::check).hasMessageContaining("a secret was thrown");
  }

  @Test
  void findsAUrlWithParameters() {
    swallow(new IllegalStateException("Bad: jdbc:pgha://a/db?user=me"));
    assertThatThrownBy(watch::check).hasMessageContaining("a URL with parameters was thrown");
  }

  private static void swallow(Exception failure) {
    try {
      throw failure;
    } catch (Exception e) {
      // As somebody would.
    }
  }
}
