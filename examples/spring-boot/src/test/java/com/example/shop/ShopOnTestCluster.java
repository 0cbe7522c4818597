package com.example.shop;

import io.pgha.testkit.PatroniCluster;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.web.server.context.WebServerApplicationContext;
import org.springframework.context.ApplicationContext;

/** The application, on a cluster of its own that goes when the application is stopped. */
public final class ShopOnTestCluster {
  private ShopOnTestCluster() {}

  public static void main(String[] arguments) {
    System.out.println("Starting a Patroni cluster of three members …");
    PatroniCluster cluster = PatroniCluster.builder().start();
    ApplicationContext shop =
        SpringApplication.run(
            ShopApplication.class,
            "--spring.datasource.url=" + TestCluster.url(cluster),
            "--spring.datasource.username=" + cluster.user(),
            "--spring.datasource.password=" + cluster.password(),
            "--server.address=127.0.0.1",
            "--server.port=0");
    int port = ((WebServerApplicationContext) shop).getWebServer().getPort();
    System.out.printf(
        """

        The leader is %s. Try:
          curl -d item=tea http://127.0.0.1:%2$d/orders     # placed on the leader
          curl http://127.0.0.1:%2$d/orders                 # read from a replica
          curl http://127.0.0.1:%2$d/actuator/health        # what each member is
          curl http://127.0.0.1:%2$d/actuator/prometheus    # meters of the cluster and of both pools
        Ctrl-C stops the application and removes the cluster.
        """,
        cluster.leader().host(), port);
  }
}
