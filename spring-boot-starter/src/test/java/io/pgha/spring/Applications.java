package io.pgha.spring;

import io.pgha.spring.shop.Shop;
import io.pgha.testkit.PatroniCluster;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Starts the application on a cluster of the testkit. */
final class Applications {
  private static final String WITHOUT_JPA =
      "--spring.autoconfigure.exclude="
          + "org.springframework.boot.hibernate.autoconfigure.HibernateJpaAutoConfiguration,"
          + "org.springframework.boot.data.jpa.autoconfigure.DataJpaRepositoriesAutoConfiguration";

  private Applications() {}

  static String url(PatroniCluster cluster) {
    int patroniPort = URI.create(cluster.members().get(0).apiUrl()).getPort();
    return "jdbc:pgha://%s/%s?patroniPort=%d"
        .formatted(cluster.jdbcHosts(), cluster.database(), patroniPort);
  }

  /** With one URL and nothing else, but for the user and smaller pools. */
  static ConfigurableApplicationContext start(
      PatroniCluster cluster, boolean jpa, String... arguments) {
    List<String> all =
        new ArrayList<>(
            List.of(
                "--spring.datasource.url=" + url(cluster),
                "--spring.datasource.username=" + cluster.user(),
                "--spring.datasource.password=" + cluster.password(),
                "--spring.datasource.hikari.maximum-pool-size=4",
                "--spring.main.banner-mode=off",
                "--shop.jpa=" + jpa));
    if (!jpa) {
      all.add(WITHOUT_JPA);
    }
    all.addAll(List.of(arguments));
    return new SpringApplicationBuilder(Shop.class)
        .web(WebApplicationType.NONE)
        .run(all.toArray(String[]::new));
  }
}
