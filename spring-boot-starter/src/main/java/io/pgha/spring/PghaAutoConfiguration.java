package io.pgha.spring;

import io.pgha.hikari.PghaHikariConfig;
import io.pgha.hikari.PghaHikariDataSource;
import javax.sql.DataSource;
import javax.sql.XADataSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration;
import org.springframework.boot.jdbc.autoconfigure.DataSourceProperties;
import org.springframework.boot.jdbc.autoconfigure.JdbcConnectionDetails;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Conditional;
import org.springframework.core.env.Environment;
import org.springframework.util.StringUtils;

/**
 * Makes the {@link DataSource} where {@code spring.datasource.url} is a {@code jdbc:pgha:} URL,
 * unless the application has one of its own, asks for another {@code spring.datasource.type}, or
 * gets its database from a service connection.
 */
@AutoConfiguration(before = DataSourceAutoConfiguration.class)
@Conditional(OnPghaUrl.class)
@ConditionalOnMissingBean({DataSource.class, XADataSource.class, JdbcConnectionDetails.class})
@ConditionalOnProperty(
    name = "spring.datasource.type",
    havingValue = "io.pgha.hikari.PghaHikariDataSource",
    matchIfMissing = true)
@EnableConfigurationProperties(DataSourceProperties.class)
public final class PghaAutoConfiguration {
  @Bean
  @ConditionalOnMissingBean
  @ConfigurationProperties("spring.datasource.hikari")
  PghaHikariConfig pghaHikariConfig(DataSourceProperties properties) {
    PghaHikariConfig config = new PghaHikariConfig();
    config.setJdbcUrl(properties.getUrl());
    config.setUsername(properties.getUsername());
    config.setPassword(properties.getPassword());
    if (StringUtils.hasText(properties.getName())) {
      config.setPoolName(properties.getName());
    }
    return config;
  }

  @Bean
  PghaHikariDataSource dataSource(PghaHikariConfig config, Environment environment) {
    PoolProperties pools = new PoolProperties(environment);
    pools.bindExactly("write", config.getWrite());
    pools.bindExactly("read", config.getRead());
    return Starting.dataSource(config, environment);
  }
}
