package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.IOException;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.postgresql.PGConnection;
import org.postgresql.PGNotification;
import org.postgresql.PGStatement;
import org.postgresql.copy.CopyManager;
import org.postgresql.largeobject.LargeObject;
import org.postgresql.largeobject.LargeObjectManager;
import org.postgresql.util.PGobject;

/** What pgjdbc can do, through our connections. */
final class JdbcFaceIT {
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(1));

  private final ClusterClient client = new ClusterClient(patroni.cluster());
  private Connection connection;

  @BeforeEach
  void connect() throws SQLException {
    connection = client.connect();
  }

  @AfterEach
  void close() throws SQLException {
    connection.close();
  }

  @Test
  void leadsBackToItself() throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet rows = statement.executeQuery("select 1");
        PreparedStatement prepared = connection.prepareStatement("select 1");
        CallableStatement call = connection.prepareCall("{call now()}")) {
      assertThat(statement.getConnection()).isSameAs(connection);
      assertThat(prepared.getConnection()).isSameAs(connection);
      assertThat(call.getConnection()).isSameAs(connection);
      assertThat(rows.getStatement()).isSameAs(statement);
    }
    DatabaseMetaData metaData = connection.getMetaData();
    assertThat(metaData.getConnection()).isSameAs(connection);
    try (ResultSet tables = metaData.getTables(null, null, null, null)) {
      assertThat(tables.getStatement().getConnection()).isSameAs(connection);
    }
  }

  @Test
  void looksLikePostgres() throws SQLException {
    DatabaseMetaData metaData = connection.getMetaData();
    assertThat(metaData.getURL()).startsWith("jdbc:postgresql:");
    assertThat(metaData.getDatabaseProductName()).isEqualTo("PostgreSQL");
    assertThat(metaData.getUserName()).isEqualTo(patroni.cluster().user());
  }

  @Test
  void letsOneReachPgjdbc() throws SQLException {
    assertThat(connection.isWrapperFor(PGConnection.class)).isTrue();
    assertThat(connection.unwrap(PGConnection.class).getBackendPID())
        .isEqualTo(Integer.parseInt(ask(connection, "select pg_backend_pid()")));
    try (Statement statement = connection.prepareStatement("select 1")) {
      statement.unwrap(PGStatement.class).setPrepareThreshold(1);
      assertThat(statement.unwrap(PGStatement.class).getPrepareThreshold()).isEqualTo(1);
    }
  }

  @Test
  void copiesInAndOut() throws SQLException, IOException {
    run(connection, "create temporary table copied (i int, t text)");
    CopyManager copy = connection.unwrap(PGConnection.class).getCopyAPI();
    assertThat(copy.copyIn("copy copied from stdin", new StringReader("1\ta\n2\tb\n")))
        .isEqualTo(2);
    StringWriter out = new StringWriter();
    copy.copyOut("copy copied to stdout", out);
    assertThat(out).hasToString("1\ta\n2\tb\n");
  }

  @Test
  void hearsNotifications() throws SQLException {
    run(connection, "listen news");
    try (Connection speaker = client.connect()) {
      run(speaker, "notify news, 'hello'");
    }
    PGNotification[] heard = connection.unwrap(PGConnection.class).getNotifications(10_000);
    assertThat(heard).extracting(PGNotification::getParameter).containsExactly("hello");
  }

  @Test
  void writesAndReadsLargeObjects() throws SQLException {
    connection.setAutoCommit(false);
    LargeObjectManager objects = connection.unwrap(PGConnection.class).getLargeObjectAPI();
    long oid = objects.createLO();
    try (LargeObject written = objects.open(oid)) {
      written.write("large".getBytes(StandardCharsets.UTF_8));
    }
    try (LargeObject read = objects.open(oid)) {
      assertThat(read.read(100)).asString(StandardCharsets.UTF_8).isEqualTo("large");
    }
    objects.delete(oid);
    connection.commit();
  }

  @Test
  void passesArrays() throws SQLException {
    try (PreparedStatement statement = connection.prepareStatement("select ?::text[]")) {
      statement.setArray(1, connection.createArrayOf("text", new Object[] {"a", "b"}));
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        assertThat((Object[]) rows.getArray(1).getArray()).containsExactly("a", "b");
      }
    }
  }

  @Test
  void passesCustomTypes() throws SQLException {
    run(connection, "create type mood as enum ('sad', 'happy')");
    run(connection, "create type pair as (a int, b int)");
    connection.unwrap(PGConnection.class).addDataType("pair", Pair.class);
    PGobject mood = new PGobject();
    mood.setType("mood");
    mood.setValue("happy");
    try (PreparedStatement statement =
        connection.prepareStatement("select ?::mood, row(1, 2)::pair")) {
      statement.setObject(1, mood);
      try (ResultSet rows = statement.executeQuery()) {
        rows.next();
        assertThat(rows.getString(1)).isEqualTo("happy");
        assertThat(rows.getObject(2)).isInstanceOf(Pair.class).hasToString("(1,2)");
      }
    }
  }

  /** Made by pgjdbc. */
  public static final class Pair extends PGobject {
    private static final long serialVersionUID = 1;
  }

  @Test
  void runsBatches() throws SQLException {
    run(connection, "create temporary table batched (i int)");
    try (PreparedStatement statement =
        connection.prepareStatement("insert into batched values (?)")) {
      for (int i = 0; i < 3; i++) {
        statement.setInt(1, i);
        statement.addBatch();
      }
      assertThat(statement.executeBatch()).containsExactly(1, 1, 1);
    }
    assertThat(ask(connection, "select sum(i) from batched")).isEqualTo("3");
  }

  @Test
  void givesGeneratedKeys() throws SQLException {
    run(connection, "create temporary table keyed (id int generated always as identity, t text)");
    try (Statement statement = connection.createStatement()) {
      statement.executeUpdate(
          "insert into keyed (t) values ('a'), ('b')", Statement.RETURN_GENERATED_KEYS);
      try (ResultSet keys = statement.getGeneratedKeys()) {
        assertThat(ints(keys)).containsExactly(1, 2);
        assertThat(keys.getStatement()).isSameAs(statement);
      }
    }
  }

  @Test
  void fetchesThroughCursors() throws SQLException {
    connection.setAutoCommit(false);
    try (Statement statement = connection.createStatement()) {
      statement.setFetchSize(2);
      try (ResultSet rows = statement.executeQuery("select generate_series(1, 5)")) {
        assertThat(ask(connection, "select count(*) from pg_cursors where name like 'C_%'"))
            .isEqualTo("1");
        assertThat(ints(rows)).containsExactly(1, 2, 3, 4, 5);
      }
    }
  }

  @Test
  void returnsToSavepoints() throws SQLException {
    run(connection, "create temporary table saved (i int)");
    connection.setAutoCommit(false);
    run(connection, "insert into saved values (1)");
    Savepoint savepoint = connection.setSavepoint("s");
    run(connection, "insert into saved values (2)");
    connection.rollback(savepoint);
    connection.commit();
    assertThat(ask(connection, "select sum(i) from saved")).isEqualTo("1");
  }

  @Test
  void callsFunctionsThatReturnCursors() throws SQLException {
    run(
        connection,
        """
        create function numbers() returns refcursor language plpgsql as $$
        declare numbers refcursor;
        begin open numbers for select generate_series(1, 3); return numbers; end $$
        """);
    connection.setAutoCommit(false);
    try (CallableStatement call = connection.prepareCall("{? = call numbers()}")) {
      call.registerOutParameter(1, Types.REF_CURSOR);
      call.execute();
      try (ResultSet rows = (ResultSet) call.getObject(1)) {
        assertThat(ints(rows)).containsExactly(1, 2, 3);
      }
    }
  }

  @Test
  void isValidBeginsNoTransaction() throws SQLException {
    connection.setAutoCommit(false);
    ask(connection, "select 1");
    connection.commit();
    assertThat(connection.isValid(5)).isTrue();
    connection.setReadOnly(true);
    connection.setReadOnly(false);
  }

  @Test
  void isValidLeavesATransactionAlone() throws SQLException {
    run(connection, "create temporary table kept (i int)");
    connection.setAutoCommit(false);
    run(connection, "insert into kept values (1)");
    assertThat(connection.isValid(5)).isTrue();
    connection.commit();
    assertThat(ask(connection, "select sum(i) from kept")).isEqualTo("1");
  }

  private static List<Integer> ints(ResultSet rows) throws SQLException {
    List<Integer> all = new ArrayList<>();
    while (rows.next()) {
      all.add(rows.getInt(1));
    }
    return all;
  }
}
