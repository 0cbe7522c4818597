package io.pgha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.PghaDataSource;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.SQLException;
import org.jooq.CloseableDSLContext;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.SQLDialect;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(SharedCluster.class)
final class JooqIT {
  private static final Field<String> MEMBER = DSL.field("host(inet_server_addr())", String.class);

  private final PatroniCluster cluster = SharedCluster.cluster();
  private final Client client = new Client(cluster);
  private final PghaDataSource source = new PghaDataSource();

  @BeforeEach
  void setUp() {
    String url = client.urlWithReplicasFirst();
    client.awaitReadsOnReplicas(url);
    source.setUrl(url);
    source.setUser(cluster.user());
    source.setPassword(cluster.password());
  }

  @AfterEach
  void close() {
    source.close();
  }

  @Test
  void recognisesTheDialectOfAConnection() throws SQLException {
    try (Connection connection = source.getConnection()) {
      assertThat(DSL.using(connection).dialect().family()).isEqualTo(SQLDialect.POSTGRES);
    }
  }

  @Test
  void recognisesTheDialectOfAUrl() {
    try (CloseableDSLContext jooq = DSL.using(client.url(), cluster.user(), cluster.password())) {
      assertThat(jooq.dialect().family()).isEqualTo(SQLDialect.POSTGRES);
    }
  }

  @Test
  void writesOnTheLeader() {
    DSLContext jooq = DSL.using(source, SQLDialect.POSTGRES);
    jooq.createTable("jooq_visited").column("member", SQLDataType.CLOB).execute();
    jooq.insertInto(DSL.table("jooq_visited")).select(DSL.select(MEMBER)).execute();
    assertThat(
            jooq.select(DSL.field("member")).from("jooq_visited").fetchSingle().into(String.class))
        .isEqualTo(cluster.leader().host());
  }

  @Test
  void readsOnAReplicaInAReadOnlyTransaction() throws SQLException {
    try (Connection connection = source.getConnection()) {
      connection.setReadOnly(true);
      String member =
          DSL.using(connection)
              .transactionResult(
                  transaction -> transaction.dsl().select(MEMBER).fetchSingle().value1());
      assertThat(client.member(member)).isNotEqualTo(cluster.leader());
    }
  }
}
