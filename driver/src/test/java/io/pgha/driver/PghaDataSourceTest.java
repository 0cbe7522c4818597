package io.pgha.driver;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.pgha.driver.cluster.TestTicker;
import io.pgha.driver.config.Config;
import io.pgha.driver.routing.ClusterRegistry;
import java.io.PrintWriter;
import java.io.Writer;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.time.Duration;
import java.util.Properties;
import javax.sql.DataSource;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class PghaDataSourceTest {
  /** Nothing listens there. */
  private static final String PARAMETERS =
      "/db?patroniPort=1&pollInterval=100ms&failoverTimeout=10ms&discovery=off";

  private final TestTicker ticker = TestTicker.running();
  private final ClusterRegistry registry = new ClusterRegistry(ticker);
  private final PghaDataSource source = new PghaDataSource(registry);

  @AfterEach
  void close() {
    source.close();
    registry.close();
  }

  @Test
  void needsAUrl() {
    refuses("22023", "No URL is set: setUrl(\"jdbc:pgha://host1,host2/database\")");
  }

  @Test
  void refusesTheUrlOfAnotherDriverWithoutRepeatingIt() {
    source.setUrl("jdbc:postgresql://u:s3cr3t@h/db?password=s3cr3t");
    refuses("22023", "The URL must begin with jdbc:pgha: but begins with jdbc:postgresql:");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "s3cr3t", "pgha://s3cr3t", "jdbc:", ":::"})
  void refusesWhatIsNoUrl(String url) {
    source.setUrl(url);
    refuses("22023", "The URL must begin with jdbc:pgha: but begins with something else");
  }

  @Test
  void refusesOnceItIsClosed() {
    source.setUrl("jdbc:pgha://h" + PARAMETERS);
    source.close();
    source.close();
    refuses("08003", "This data source has been closed.");
  }

  @Test
  void keepsItsClusterWatchedUntilItIsClosed() throws SQLException {
    source.setUrl("jdbc:pgha://127.0.0.1:11" + PARAMETERS);
    assertThatExceptionOfType(SQLException.class).isThrownBy(source::getConnection);
    lease("jdbc:pgha://127.0.0.1:12" + PARAMETERS);

    ticker.advance(Duration.ofHours(1));
    Monitors.awaitEnd("127.0.0.1:12");
    assertThat(Monitors.of("127.0.0.1:11")).hasSize(1);

    source.close();
    ticker.advance(Duration.ofHours(1));
    Monitors.awaitEnd("127.0.0.1:11");
  }

  /** Starts to watch and lets go at once. */
  private void lease(String url) throws SQLException {
    registry.lease(Config.of(url, new Properties())).close();
  }

  @Test
  void keepsWhatJdbcWantsItToKeep() {
    PrintWriter writer = new PrintWriter(Writer.nullWriter());
    source.setLogWriter(writer);
    source.setLoginTimeout(7);
    source.setUrl("jdbc:pgha://h/db");
    assertThat(source.getLogWriter()).isSameAs(writer);
    assertThat(source.getLoginTimeout()).isEqualTo(7);
    assertThat(source.getUrl()).isEqualTo("jdbc:pgha://h/db");
  }

  @Test
  void knowsNoLoginTimeoutUntilOneIsSet() {
    source.setProperty("loginTimeout", "1.5");
    assertThat(source.getLoginTimeout()).isZero();
  }

  @Test
  void unwrapsToItselfOnly() throws SQLException {
    assertThat(source.isWrapperFor(PghaDataSource.class)).isTrue();
    assertThat(source.unwrap(DataSource.class)).isSameAs(source);
    assertThat(source.isWrapperFor(String.class)).isFalse();
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(() -> source.unwrap(String.class))
        .withMessageContaining("java.lang.String");
  }

  @Test
  void hasNoLoggerOfJavaUtilLogging() {
    assertThatExceptionOfType(SQLFeatureNotSupportedException.class)
        .isThrownBy(source::getParentLogger);
  }

  private void refuses(String state, String message) {
    assertThatExceptionOfType(SQLException.class)
        .isThrownBy(source::getConnection)
        .withMessage(message)
        .matches(refusal -> state.equals(refusal.getSQLState()));
  }
}
