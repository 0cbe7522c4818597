package io.pgha.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariDataSource;
import io.pgha.testkit.PatroniCluster;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.flywaydb.core.Flyway;
import org.flywaydb.core.api.configuration.FluentConfiguration;
import org.flywaydb.core.api.output.MigrateResult;
import org.flywaydb.database.postgresql.PostgreSQLConfigurationExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The migrations tell where they ran, and under how many locks. */
@Tag("flyway")
@ExtendWith(SharedCluster.class)
final class FlywayIT {
  private final PatroniCluster cluster = SharedCluster.cluster();
  private final Client client = new Client(cluster);

  @Test
  void migratesOnTheLeaderByAUrlThatNamesReplicasFirst() {
    byUrl("flyway_by_url").load().migrate();
    assertThat(ask("select member from flyway_by_url.visited")).isEqualTo(cluster.leader().host());
  }

  @Test
  void migratesOnTheLeaderByADataSource() {
    try (HikariDataSource pool = new HikariDataSource()) {
      pool.setJdbcUrl(client.urlWithReplicasFirst());
      pool.setUsername(cluster.user());
      pool.setPassword(cluster.password());
      configuration("flyway_by_source").dataSource(pool).load().migrate();
      assertThat(ask("select member from flyway_by_source.visited"))
          .isEqualTo(cluster.leader().host());
      assertThat(ask("select count(*) from pg_locks where locktype = 'advisory'")).isEqualTo("0");
    }
  }

  /** An advisory lock is state of a session, unless it is one of a transaction. */
  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void migratesOnceWhenManyBeginTogether(boolean lockOfATransaction) {
    String schema =
        lockOfATransaction ? "flyway_together_in_transaction" : "flyway_together_in_session";
    FluentConfiguration configuration = byUrl(schema);
    configuration
        .getConfigurationExtension(PostgreSQLConfigurationExtension.class)
        .setTransactionalLock(lockOfATransaction);
    Flyway flyway = configuration.load();
    List<CompletableFuture<MigrateResult>> together =
        Stream.generate(() -> CompletableFuture.supplyAsync(flyway::migrate)).limit(3).toList();
    assertThat(together.stream().mapToInt(each -> each.join().migrationsExecuted).sum())
        .isEqualTo(2);
    assertThat(ask("select locks > 0 from " + schema + ".locked")).isEqualTo("t");
  }

  private FluentConfiguration byUrl(String schema) {
    return configuration(schema)
        .dataSource(client.urlWithReplicasFirst(), cluster.user(), cluster.password());
  }

  private FluentConfiguration configuration(String schema) {
    ask("create schema " + schema + " authorization " + cluster.user());
    return Flyway.configure().schemas(schema);
  }

  private String ask(String sql) {
    return cluster.leader().sql(sql);
  }
}
