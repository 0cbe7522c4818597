package io.pgha.proxy.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.Config;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The limit of lag reaches Patroni in a unit that it knows, or it would be none. */
final class CheckPathTest {
  @Test
  void writesSizesAsPatroniReadsThem() throws SQLException {
    assertThat(path("maxReplicaLag=10MB")).isEqualTo("/replica?lag=10MB");
    assertThat(path("maxReplicaLag=16384")).isEqualTo("/replica?lag=16kB");
  }

  @Test
  void asksForAllTags() throws SQLException {
    assertThat(path("replicaTags=zone:a%20%26%20b,disk:ssd&maxReplicaLag=1MB"))
        .isEqualTo("/replica?lag=1MB&tag_disk=ssd&tag_zone=a+%26+b");
  }

  private static String path(String parameters) throws SQLException {
    Config config = Config.of("jdbc:pgha://a/db?" + parameters, null);
    return CheckPath.of("/replica", config.routing());
  }
}
