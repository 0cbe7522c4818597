package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.driver.PghaConnection;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
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
import org.postgresql.core.TransactionState;

/** What takes a session in hand, and what only talks to the connection. */
class LateBindingTest {
  interface Use {
    void of(PghaConnection connection) throws SQLException;
  }

  private final StubSource source = StubSource.splitting();

  @AfterEach
  void close() {
    source.close();
  }

  static Stream<Named<Use>> bindingUses() {
    return Stream.of(
        Named.of("createStatement", c -> c.createStatement()),
        Named.of("prepareStatement", c -> c.prepareStatement("select 1")),
        Named.of("prepareCall", c -> c.prepareCall("{call f()}")),
        Named.of("getMetaData", c -> c.getMetaData()),
        Named.of("setSavepoint", c -> c.setSavepoint()),
        Named.of("createArrayOf", c -> c.createArrayOf("int", new Object[0])),
        Named.of("unwrap(PGConnection)", c -> c.unwrap(PGConnection.class)));
  }

  static Stream<Named<Use>> otherUses() {
    return Stream.concat(Stream.concat(setters(), questions()), boundaries());
  }

  private static Stream<Named<Use>> setters() {
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
        Named.of("clearWarnings", c -> c.clearWarnings()));
  }

  private static Stream<Named<Use>> questions() {
    return Stream.of(
        Named.of("isReadOnly", c -> c.isReadOnly()),
        Named.of("getAutoCommit", c -> c.getAutoCommit()),
        Named.of("getTransactionIsolation", c -> c.getTransactionIsolation()),
        Named.of("getNetworkTimeout", c -> c.getNetworkTimeout()),
        Named.of("getSchema", c -> c.getSchema()),
        Named.of("getCatalog", c -> c.getCatalog()),
        Named.of("getHoldability", c -> c.getHoldability()),
        Named.of("getTypeMap", c -> c.getTypeMap()),
        Named.of("getClientInfo", c -> c.getClientInfo()),
        Named.of("getWarnings", c -> c.getWarnings()),
        Named.of("nativeSQL", c -> c.nativeSQL("select 1")),
        Named.of("isValid", c -> c.isValid(1)),
        Named.of("isClosed", c -> c.isClosed()),
        Named.of("isWrapperFor", c -> c.isWrapperFor(PGConnection.class)),
        Named.of("unwrap(PghaConnection)", c -> c.unwrap(PghaConnection.class)),
        Named.of("member", c -> c.member()),
        Named.of("role", c -> c.role()),
        Named.of("view", c -> c.view()));
  }

  private static Stream<Named<Use>> boundaries() {
    return Stream.of(
        Named.of("commit", c -> manual(c).commit()),
        Named.of("rollback", c -> manual(c).rollback()),
        Named.of("beginRequest", c -> c.beginRequest()),
        Named.of("endRequest", c -> c.endRequest()));
  }

  private static Connection manual(Connection connection) throws SQLException {
    connection.setAutoCommit(false);
    return connection;
  }

  @ParameterizedTest
  @MethodSource("bindingUses")
  void opensTheSessionThatTheFlagAsksFor(Use use) throws SQLException {
    PghaConnection connection = source.connect(/* readOnly= */ false);
    connection.setReadOnly(true);
    use.of(connection);
    assertThat(source.opened()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("otherUses")
  void opensNothing(Use use) throws SQLException {
    PghaConnection connection = source.connect(/* readOnly= */ false);
    connection.setReadOnly(true);
    use.of(connection);
    assertThat(source.opened()).hasSize(1);
  }

  @ParameterizedTest
  @MethodSource("bindingUses")
  void keepsASessionThatWasUsed(Use use) throws SQLException {
    PghaConnection connection = source.connect(/* readOnly= */ false);
    use.of(connection);
    connection.setReadOnly(true);
    connection.createStatement();
    assertThat(source.opened().get(0).isClosed()).isFalse();

    connection.setReadOnly(false);
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
  }

  @ParameterizedTest
  @MethodSource("otherUses")
  void closesASessionThatWasNotUsedWhenTheOtherOpens(Use use) throws SQLException {
    PghaConnection connection = source.connect(/* readOnly= */ false);
    use.of(connection);
    connection.setReadOnly(true);
    connection.createStatement();
    assertThat(source.opened().get(0).isClosed()).isTrue();
    assertThat(source.closed()).hasSize(1);
    assertThat(connection.isValid(1)).isTrue();
  }

  @Test
  void usesTheFirstSessionAsItIs() throws SQLException {
    Connection connection = source.connect(/* readOnly= */ true);
    connection.createStatement();
    assertThat(source.opened()).hasSize(1);
    assertThat(source.opened().get(0).calls()).containsExactly("createStatement()");
  }

  @Test
  void keepsOneSessionWhereTheFlagDoesNotSplitAndHandsTheFlagOver() throws SQLException {
    try (StubSource single = StubSource.single()) {
      Connection connection = single.connect(/* readOnly= */ true);
      connection.createStatement();
      connection.setReadOnly(false);
      connection.createStatement();
      assertThat(single.opened()).hasSize(1);
      assertThat(single.opened().get(0).calls())
          .containsExactly(
              "setReadOnly(true)", "createStatement()", "setReadOnly(false)", "createStatement()");
    }
  }

  @Test
  void refusesToChangeTheFlagInsideATransaction() throws SQLException {
    Connection connection = source.connect(/* readOnly= */ false);
    connection.createStatement();
    source.opened().get(0).answer("getTransactionState", TransactionState.OPEN);
    assertThatThrownBy(() -> connection.setReadOnly(true))
        .isInstanceOf(SQLException.class)
        .hasFieldOrPropertyWithValue("SQLState", "25001");
    assertThat(connection.isReadOnly()).isFalse();
  }

  @Test
  void refusesToExecuteUnderTheOtherFlag() throws SQLException {
    Connection connection = source.connect(/* readOnly= */ false);
    Statement writing = connection.createStatement();
    connection.setReadOnly(true);
    assertThatThrownBy(() -> writing.execute("select 1"))
        .hasFieldOrPropertyWithValue("SQLState", "55000")
        .hasMessageContaining("setReadOnly");
    connection.setReadOnly(false);
    assertThat(writing.execute("select 1")).isTrue();
  }

  @Test
  void asksForMetadataUnderEitherFlagButNotOnceTheSessionIsFenced() throws SQLException {
    LogicalConnection connection = source.connect(/* readOnly= */ false);
    source
        .opened()
        .get(0)
        .answer("getMetaData", RecordingDelegate.returning(true).as(DatabaseMetaData.class));
    DatabaseMetaData metaData = connection.getMetaData();
    connection.setReadOnly(true);
    assertThat(metaData.supportsSavepoints()).isTrue();

    connection.setReadOnly(false);
    StubSource.fence(connection.any().session());
    assertThatThrownBy(metaData::supportsSavepoints)
        .hasFieldOrPropertyWithValue("SQLState", "08006");
  }

  @Test
  void refusesToEndATransactionInAutocommit() throws SQLException {
    Connection connection = source.connect(/* readOnly= */ false);
    assertThatThrownBy(connection::commit).hasFieldOrPropertyWithValue("SQLState", "25P01");
    assertThatThrownBy(connection::rollback).hasFieldOrPropertyWithValue("SQLState", "25P01");
  }

  @Test
  void aFailureToOpenChangesNothing() throws SQLException {
    Connection connection = source.connect(/* readOnly= */ false);
    SQLException nobody = new SQLException("nobody is there", "08001");
    connection.setReadOnly(true);
    source.onOpening(
        () -> {
          throw nobody;
        });

    assertThatThrownBy(connection::createStatement).isSameAs(nobody);

    assertThat(connection.isClosed()).isFalse();
    assertThat(connection.isValid(1)).isTrue();
    assertThat(connection.isReadOnly()).isTrue();
    source.onOpening(() -> {});
    connection.createStatement();
    assertThat(source.opened()).hasSize(2);
    assertThat(source.opened().get(0).isClosed()).isTrue();
  }

  @Test
  void goesBackToTheFirstSessionAfterAFailureToOpenTheOther() throws SQLException {
    Connection connection = source.connect(/* readOnly= */ false);
    connection.setReadOnly(true);
    source.onOpening(
        () -> {
          throw new SQLException("nobody is there", "08001");
        });
    assertThatThrownBy(connection::createStatement).isInstanceOf(SQLException.class);

    connection.setReadOnly(false);
    connection.createStatement();

    assertThat(source.opened()).hasSize(1);
    assertThat(source.opened().get(0).isClosed()).isFalse();
  }

  @Test
  void isValidOnlyIfAllSessionsAre() throws SQLException {
    Connection connection = source.connect(/* readOnly= */ false);
    connection.createStatement();
    connection.setReadOnly(true);
    connection.createStatement();
    assertThat(connection.isValid(1)).isTrue();

    source.opened().get(0).answer("isValid", false);
    assertThat(connection.isValid(1)).isFalse();
    assertThatThrownBy(() -> connection.isValid(-1))
        .hasFieldOrPropertyWithValue("SQLState", "22023");
  }

  @Test
  void isNotValidOnceASessionIsFenced() throws SQLException {
    LogicalConnection connection = source.connect(/* readOnly= */ false);
    StubSource.fence(connection.any().session());
    assertThat(connection.isValid(1)).isFalse();
  }
}
