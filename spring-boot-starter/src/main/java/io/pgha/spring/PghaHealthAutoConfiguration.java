package io.pgha.spring;

import io.pgha.hikari.PghaHikariDataSource;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.jdbc.autoconfigure.health.DataSourceHealthContributorAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;

/** The health indicator {@code pgha}, of the application's {@link PghaHikariDataSource}. */
@AutoConfiguration(
    after = PghaAutoConfiguration.class,
    before = DataSourceHealthContributorAutoConfiguration.class)
@ConditionalOnClass(ConditionalOnEnabledHealthIndicator.class)
@ConditionalOnSingleCandidate(PghaHikariDataSource.class)
@ConditionalOnEnabledHealthIndicator("pgha")
public final class PghaHealthAutoConfiguration {
  /**
   * Where there is no other data source it takes the place of Boot's {@code db}, which borrows a
   * session for writing each time: while there is no leader, that waits for one and fails.
   */
  @Bean({"pghaHealthIndicator", "dbHealthContributor"})
  @Conditional(OnOnlyDataSource.class)
  @ConditionalOnMissingBean(name = {"dbHealthIndicator", "dbHealthContributor"})
  PghaHealthIndicator pghaInsteadOfDb(ObjectProvider<DataSource> sources) {
    return new PghaHealthIndicator(BehindProxies.find(sources));
  }

  @Bean
  @ConditionalOnMissingBean
  PghaHealthIndicator pghaHealthIndicator(ObjectProvider<DataSource> sources) {
    return new PghaHealthIndicator(BehindProxies.find(sources));
  }
}
