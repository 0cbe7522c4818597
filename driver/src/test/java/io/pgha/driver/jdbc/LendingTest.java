package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.driver.PghaConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.postgresql.PGConnection;

/** A connection that borrows its sessions: none before it must, and one at a time. */
final class LendingTest {
  interface Use {
    void of(PghaConnection connection) throws SQLException;
  }

  private final StubSource source = StubSource.lending();

  @AfterEach
  void close() {
    source.close();
  }

  static Stream<Named<Use>> whatFrameworksDo() {
    return Stream.of(
        Named.of("setReadOnly", c -> c.setReadOnly(true)),
        Named.of("setAutoCommit", c -> c.setAutoCommit(false)),
        Named.of("setTransactionIsolation", c -> c.setTransactionIsolation(8)),
        Named.of("setNetworkTimeout", c -> c.setNetworkTimeout(Runnable::run, 1000)),
        Named.of("setSchema", c -> c.setSchema("s")),
        Named.of("setCatalog", c -> c.setCatalog("c")),
        Named.of("setHoldability", c -> c.setHoldability(1)),
        Named.of("setTypeMap", c -> c.setTypeMap(Map.of())),
        Named.of("setClientInfo", c -> c.setClientInfo("ApplicationName", "a")),
        Named.of("setClientInfo(Properties)", c -> c.setClientInfo(new Properties())),
        Named.of("getTransactionIsolation", LendingTest::askIsolation),
        Named.of("isReadOnly", c -> c.isReadOnly()),
        Named.of("getAutoCommit", c -> c.getAutoCommit()),
        Named.of("getWarnings", c -> c.getWarnings()),
        Named.of("clearWarnings", c -> c.clearWarnings()),
        Named.of("isValid", c -> c.isValid(1)),
        Named.of("isClosed", c -> c.isClosed()),
        Named.of("isWrapperFor", c -> c.isWrapperFor(PGConnection.class)),
        Named.of("unwrap(PghaConnection)", c -> c.unwrap(PghaConnection.class)),
        Named.of("view", c -> c.view()),
        Named.of("commit", LendingTest::commit),
        Named.of("rollback", LendingTest::rollback),
        Named.of("beginRequest", c -> c.beginRequest()),
        Named.of("endRequest", c -> c.endRequest()));
  }

  private static void askIsolation(Connection connection) throws SQLException {
    connection.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
    assertThat(connection.getTransactionIsolation()).isEqualTo(Connection.TRANSACTION_SERIALIZABLE);
  }

  private static void commit(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.commit();
  }

  private static void rollback(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    connection.rollback();
  }

  @ParameterizedTest
  @MethodSource("whatFrameworksDo")
  void borrowsNothingUntilAStatementIsMade(Use use) throws SQLException {
    try (PghaConnection connection = source.connectLate(/* readOnly= */ false)) {
      use.of(connection);
    }
    assertThat(source.opened()).isEmpty();
    assertThat(source.releases()).isEqualTo(1);
  }

  @Test
  void tellsASessionThatItBorrowsWhatWasSet() throws SQLException {
    Connection connection = source.connectLate(/* readOnly= */ false);
    connection.setAutoCommit(false);
    connection.createStatement();
    assertThat(source.opened().get(0).calls())
        .containsExactly("setAutoCommit(false)", "createStatement()");
  }

  @Test
  void borrowsOneToAskWhatOnlyASessionKnows() throws SQLException {
    PghaConnection connection = source.connectLate(/* readOnly= */ false);
    assertThat(connection.member()).isNotNull();
    assertThat(source.opened()).hasSize(1);
  }

  @Test
  void knowsWhatItWillWrap() throws SQLException {
    Connection connection = source.connectLate(/* readOnly= */ false);
    assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
    assertThat(connection.isWrapperFor(PghaConnection.class)).isTrue();
    assertThat(connection.isWrapperFor(String.class)).isFalse();
  }

  @Test
  void givesOneSessionBackBeforeItWaitsForTheOther() throws SQLException {
    Connection connection = source.connectLate(/* readOnly= */ false);
    connection.createStatement();
    connection.setReadOnly(true);
    assertThat(source.opened().get(0).isClosed()).isFalse();
    source.onOpening(() -> assertThat(source.opened().get(0).isClosed()).isTrue());
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
    connection.close();
    assertThat(source.closed()).hasSize(2);
  }

  @Test
  void keepsItsSessionWhereTheFlagCameBack() throws SQLException {
    Connection connection = source.connectLate(/* readOnly= */ false);
    Statement statement = connection.createStatement();
    connection.setReadOnly(true);
    connection.setReadOnly(false);
    statement.execute("select 1");
    connection.createStatement();
    assertThat(source.opened()).hasSize(1);
  }

  @Test
  void refusesAStatementOfASessionThatWasGivenBack() throws SQLException {
    Connection connection = source.connectLate(/* readOnly= */ false);
    Statement statement = connection.createStatement();
    connection.setReadOnly(true);
    connection.createStatement();
    connection.setReadOnly(false);
    assertThatThrownBy(() -> statement.execute("select 1"))
        .isInstanceOfSatisfying(
            SQLException.class, e -> assertThat(e.getSQLState()).isEqualTo("08003"))
        .hasMessageContaining("Make a new one");
  }

  @Test
  void isWithoutASessionWhereTheOtherCouldNotBeHad() throws SQLException {
    Connection connection = source.connectLate(/* readOnly= */ false);
    connection.createStatement();
    connection.setReadOnly(true);
    source.onOpening(
        () -> {
          throw new SQLException("none in time", "08001");
        });
    assertThatThrownBy(connection::createStatement).hasMessage("none in time");
    source.onOpening(() -> {});
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
  }
}
