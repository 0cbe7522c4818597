package io.pgha.spring;

import com.zaxxer.hikari.HikariDataSource;
import com.zaxxer.hikari.metrics.micrometer.MicrometerMetricsTrackerFactory;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.pgha.hikari.PghaHikariDataSource;
import io.pgha.hikari.PghaMetrics;
import javax.sql.DataSource;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnSingleCandidate;
import org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration;
import org.springframework.context.annotation.Bean;

/** Meters of the cluster and of both pools of the application's {@link PghaHikariDataSource}. */
@AutoConfiguration(
    after = {PghaAutoConfiguration.class, CompositeMeterRegistryAutoConfiguration.class})
@ConditionalOnClass({MeterRegistry.class, CompositeMeterRegistryAutoConfiguration.class})
@ConditionalOnBean(MeterRegistry.class)
@ConditionalOnSingleCandidate(PghaHikariDataSource.class)
public final class PghaMetricsAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  PghaMetrics pghaMetrics(ObjectProvider<DataSource> sources) {
    return new PghaMetrics(BehindProxies.find(sources));
  }

  /** Boot's own binder looks for one pool behind the data source, and here are two. */
  @Bean
  MeterBinder pghaPoolMeters(ObjectProvider<DataSource> sources) {
    PghaHikariDataSource source = BehindProxies.find(sources);
    return registry -> {
      meter(source.getWritePool(), registry);
      meter(source.getReadPool(), registry);
    };
  }

  private static void meter(HikariDataSource pool, MeterRegistry registry) {
    if (pool.getMetricRegistry() == null && pool.getMetricsTrackerFactory() == null) {
      pool.setMetricsTrackerFactory(new MicrometerMetricsTrackerFactory(registry));
    }
  }
}
