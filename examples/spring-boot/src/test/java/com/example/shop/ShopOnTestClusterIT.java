package com.example.shop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.web.client.RestClient;

/** What {@code make example} becomes, in a JVM of its own. */
class ShopOnTestClusterIT {
  /** The number of a cluster is in its addresses and in the name of its directory. */
  private static final Pattern LEADER =
      Pattern.compile("The leader is (127\\.77\\.(\\d+)\\.\\d+)\\. Try");

  private static final Pattern ORDERS = Pattern.compile("curl (http://\\S+/orders) ");

  @Test
  void placesAnOrderAsItSaysAndTakesItsClusterAlong(@TempDir Path folder) throws Exception {
    Path output = folder.resolve("output");
    Process example = start(output);
    try {
      await()
          .atMost(Duration.ofMinutes(2))
          .untilAsserted(() -> assertThat(output).content().contains("Ctrl-C stops"));
      Matcher leader = found(LEADER, output);
      assertThat(place(found(ORDERS, output).group(1)).server()).isEqualTo(leader.group(1));

      example.destroy();
      assertThat(example.waitFor(1, TimeUnit.MINUTES)).isTrue();
      assertThat(Path.of(System.getProperty("java.io.tmpdir"), "pgha-testkit-" + leader.group(2)))
          .doesNotExist();
    } finally {
      example.destroy();
    }
  }

  private static Process start(Path output) throws IOException {
    return new ProcessBuilder(
            ProcessHandle.current().info().command().orElseThrow(),
            "-cp",
            System.getProperty("java.class.path"),
            ShopOnTestCluster.class.getName())
        .redirectErrorStream(true)
        .redirectOutput(output.toFile())
        .start();
  }

  private static Matcher found(Pattern pattern, Path output) throws IOException {
    Matcher matcher = pattern.matcher(Files.readString(output));
    assertThat(matcher.find()).as("%s in what it prints", pattern).isTrue();
    return matcher;
  }

  private static Order place(String orders) {
    return Objects.requireNonNull(
        RestClient.create().post().uri(orders + "?item=tea").retrieve().body(Order.class));
  }
}
