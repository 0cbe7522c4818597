package io.pgha.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.driver.PghaDataSource;
import io.pgha.driver.PghaDriver;
import io.pgha.testkit.PatroniCluster;
import java.io.OutputStream;
import java.sql.Connection;
import java.sql.SQLException;
import liquibase.UpdateSummaryEnum;
import liquibase.command.CommandScope;
import liquibase.command.core.UpdateCommandStep;
import liquibase.command.core.helpers.DbUrlConnectionArgumentsCommandStep;
import liquibase.command.core.helpers.ShowSummaryArgument;
import liquibase.database.Database;
import liquibase.database.DatabaseFactory;
import liquibase.database.jvm.JdbcConnection;
import liquibase.exception.LiquibaseException;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The changes tell where they ran, and whether under Liquibase's lock. */
@ExtendWith(SharedCluster.class)
final class LiquibaseIT {
  private final PatroniCluster cluster = SharedCluster.cluster();
  private final Client client = new Client(cluster);

  /** Liquibase knows a driver by the URL for its own databases only. */
  @Test
  void migratesOnTheLeaderByAUrlThatNamesReplicasFirst() throws LiquibaseException {
    update()
        .addArgumentValue(DbUrlConnectionArgumentsCommandStep.URL_ARG, urlFor("liquibase_by_url"))
        .addArgumentValue(
            DbUrlConnectionArgumentsCommandStep.DRIVER_ARG, PghaDriver.class.getName())
        .addArgumentValue(DbUrlConnectionArgumentsCommandStep.USERNAME_ARG, cluster.user())
        .addArgumentValue(DbUrlConnectionArgumentsCommandStep.PASSWORD_ARG, cluster.password())
        .execute();
    assertMigrated("liquibase_by_url");
  }

  @Test
  void migratesOnTheLeaderByADataSource() throws SQLException, LiquibaseException {
    try (PghaDataSource source = new PghaDataSource()) {
      source.setUrl(urlFor("liquibase_by_source"));
      source.setUser(cluster.user());
      source.setPassword(cluster.password());
      try (Connection connection = source.getConnection()) {
        update()
            .addArgumentValue(
                DbUrlConnectionArgumentsCommandStep.DATABASE_ARG, database(connection))
            .execute();
      }
    }
    assertMigrated("liquibase_by_source");
  }

  /** It would if the driver were not named: Liquibase then quotes the whole URL. */
  @Test
  void tellsNoPasswordWhenItCannotConnect() throws LiquibaseException {
    CommandScope update =
        update()
            .addArgumentValue(
                DbUrlConnectionArgumentsCommandStep.URL_ARG,
                "jdbc:pgha://127.0.0.1:1/app?failoverTimeout=0&user=app&password=hunter2")
            .addArgumentValue(
                DbUrlConnectionArgumentsCommandStep.DRIVER_ARG, PghaDriver.class.getName());
    assertThatThrownBy(update::execute)
        .hasStackTraceContaining("127.0.0.1:1")
        .satisfies(
            failure -> assertThat(Throwables.getStackTrace(failure)).doesNotContain("hunter2"));
  }

  private String urlFor(String schema) {
    ask("create schema " + schema + " authorization " + cluster.user());
    return client.urlWithReplicasFirst() + "&currentSchema=" + schema;
  }

  private static CommandScope update() throws LiquibaseException {
    return new CommandScope(UpdateCommandStep.COMMAND_NAME)
        .addArgumentValue(UpdateCommandStep.CHANGELOG_FILE_ARG, "changelog.sql")
        .addArgumentValue(ShowSummaryArgument.SHOW_SUMMARY, UpdateSummaryEnum.OFF)
        .setOutput(OutputStream.nullOutputStream());
  }

  private static Database database(Connection connection) throws LiquibaseException {
    return DatabaseFactory.getInstance()
        .findCorrectDatabaseImplementation(new JdbcConnection(connection));
  }

  private void assertMigrated(String schema) {
    assertThat(ask("select member from " + schema + ".visited")).isEqualTo(cluster.leader().host());
    assertThat(ask("select locked from " + schema + ".locked")).isEqualTo("t");
    assertThat(ask("select locked from " + schema + ".databasechangeloglock")).isEqualTo("f");
  }

  private String ask(String sql) {
    return cluster.leader().sql(sql);
  }
}
