package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.driver.session.Session;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** What the application has set follows it from session to session. */
class FollowingSettingsTest {
  private static final int SERIALIZABLE = Connection.TRANSACTION_SERIALIZABLE;

  private final StubSource source = StubSource.splitting();
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = source.connect(/* readOnly= */ false);
  }

  @AfterEach
  void close() {
    source.close();
  }

  private List<String> toldToWriting() {
    return source.opened().get(0).calls();
  }

  private List<String> toldToReading() {
    return source.opened().get(1).calls();
  }

  @Test
  void reachASessionWhenItIsFirstUsedAndAutocommitComesLast() throws SQLException {
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(SERIALIZABLE);
    connection.setSchema("s");
    connection.createStatement();
    assertThat(toldToReading())
        .containsExactly(
            "setSchema(s)",
            "setTransactionIsolation(8)",
            "setAutoCommit(false)",
            "createStatement()");
  }

  @Test
  void reachASessionInUseAtOnce() throws SQLException {
    connection.createStatement();
    connection.setAutoCommit(false);
    assertThat(toldToWriting()).containsExactly("createStatement()", "setAutoCommit(false)");
  }

  @Test
  void reachTheOtherSessionWhenItIsNextUsed() throws SQLException {
    connection.createStatement();
    connection.setReadOnly(true);
    connection.createStatement();
    connection.setSchema("s");
    assertThat(toldToWriting()).containsExactly("createStatement()");

    connection.setReadOnly(false);
    connection.createStatement();

    assertThat(toldToWriting())
        .containsExactly("createStatement()", "setSchema(s)", "createStatement()");
    assertThat(toldToReading()).containsExactly("createStatement()", "setSchema(s)");
  }

  @Test
  void reachAStatementMadeBeforeThem() throws SQLException {
    var writing = connection.createStatement();
    connection.setReadOnly(true);
    connection.setAutoCommit(false);
    connection.setReadOnly(false);
    writing.execute("select 1");
    assertThat(toldToWriting()).containsExactly("createStatement()", "setAutoCommit(false)");
  }

  @Test
  void areToldOnce() throws SQLException {
    connection.setSchema("s");
    connection.createStatement();
    connection.createStatement();
    assertThat(toldToWriting())
        .containsExactly("setSchema(s)", "createStatement()", "createStatement()");
  }

  @Test
  void areOnlyThoseThatWereSet() throws SQLException {
    connection.createStatement();
    connection.setReadOnly(true);
    connection.createStatement();
    assertThat(toldToReading()).containsExactly("createStatement()");
  }

  @Test
  void areKnownBeforeASessionKnowsThem() throws SQLException {
    source.opened().get(0).answer("getSchema", "public");
    assertThat(connection.getSchema()).isEqualTo("public");
    connection.setSchema("s");
    connection.setAutoCommit(false);
    connection.setTransactionIsolation(SERIALIZABLE);
    assertThat(connection.getSchema()).isEqualTo("s");
    assertThat(connection.getAutoCommit()).isFalse();
    assertThat(connection.getTransactionIsolation()).isEqualTo(SERIALIZABLE);
    assertThat(toldToWriting()).containsExactly("getSchema()");
  }

  @Test
  void areAskedOfASessionInUse() throws SQLException {
    connection.setSchema("s");
    connection.createStatement();
    source.opened().get(0).answer("getSchema", "changed by SQL");
    assertThat(connection.getSchema()).isEqualTo("changed by SQL");
  }

  @Test
  void areToldBeforeASessionIsAskedForWhatOnlyItRemembers() throws SQLException {
    connection.setTypeMap(Map.of());
    connection.setClientInfo("ApplicationName", "a");
    connection.getTypeMap();
    connection.getClientInfo("ApplicationName");
    assertThat(toldToWriting())
        .containsExactly(
            "setTypeMap({})",
            "setClientInfo(ApplicationName,a)",
            "getTypeMap()",
            "getClientInfo(ApplicationName)");
  }

  @Test
  void mayPutASchemaBackToItsDefault() throws SQLException {
    source.opened().get(0).answer("getSchema", "public");
    connection.setSchema(null);
    assertThat(connection.getSchema()).isEqualTo("public");
    assertThat(toldToWriting()).containsExactly("setSchema(null)", "getSchema()");
  }

  @Test
  void areTakenBackWhenASessionRefusesThem() throws SQLException {
    connection.createStatement();
    SQLException refusal = new SQLException("no such isolation", "22023");
    source.opened().get(0).refuse("setTransactionIsolation", () -> refusal);

    assertThatThrownBy(() -> connection.setTransactionIsolation(77)).isSameAs(refusal);

    connection.setReadOnly(true);
    connection.createStatement();
    assertThat(toldToReading()).containsExactly("createStatement()");
  }

  @Test
  void thatReachASessionWhileItIsFencedTellSo() throws SQLException {
    LogicalConnection logical = source.connect(/* readOnly= */ false);
    Session session = logical.any().session();
    SQLException failure = new SQLException("closed", "08003");
    source
        .opened()
        .get(1)
        .refuse(
            "setSchema",
            () -> {
              StubSource.fence(session);
              return failure;
            });
    logical.setSchema("s");

    assertThatThrownBy(logical::createStatement)
        .hasFieldOrPropertyWithValue("SQLState", "08006")
        .hasMessageContaining("not the leader any more")
        .hasCause(failure);
  }

  @Test
  void doNotReachAFencedSession() throws SQLException {
    LogicalConnection logical = source.connect(/* readOnly= */ false);
    logical.createStatement();
    StubSource.fence(logical.any().session());
    assertThatThrownBy(() -> logical.setSchema("s"))
        .hasFieldOrPropertyWithValue("SQLState", "08006");
    assertThat(source.opened().get(1).calls()).noneMatch(call -> call.startsWith("setSchema"));
  }
}
