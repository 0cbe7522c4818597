package io.pgha.proxy.emit;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.Config;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

/** The limit of lag reaches Patroni in a unit that it knows, or it would be none. */
final class CheckPathTest {
  @Test
  void writesSizesAsPatroniReadsThem() {
    assertThat(CheckPath.size(0)).isEqualTo("0");
    assertThat(CheckPath.size(1_000)).isEqualTo("1000");
    assertThat(CheckPath.size(16 * 1024)).isEqualTo("16kB");
    assertThat(CheckPath.size(10L << 20)).isEqualTo("10MB");
    assertThat(CheckPath.size(3L << 30)).isEqualTo("3GB");
    assertThat(CheckPath.size(2L << 50)).isEqualTo("2048TB");
  }

  @Test
  void asksForAllTags() throws SQLException {
    String parameters = "replicaTags=zone:a%20%26%20b,disk:ssd&maxReplicaLag=1MB";
    Config config = Config.ofOurs("jdbc:pgha://a/db?" + parameters, null);
    assertThat(CheckPath.of("/replica", config.routing()))
        .isEqualTo("/replica?lag=1MB&tag_disk=ssd&tag_zone=a+%26+b");
  }
}
