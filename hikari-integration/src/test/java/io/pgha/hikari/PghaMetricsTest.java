package io.pgha.hikari;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** The meters by the names that Prometheus knows, of a cluster that nobody can reach. */
class PghaMetricsTest {
  private static final Pattern NAME = Pattern.compile("\\b(?:pgha|hikaricp)_\\w+");

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final PghaHikariDataSource source = new PghaHikariDataSource(config());
  private final PghaMetrics metrics = new PghaMetrics(source);

  private PghaHikariConfig config() {
    PghaHikariConfig config = new PghaHikariConfig();
    config.setJdbcUrl("jdbc:pgha://127.0.0.1:1,127.0.0.2:1/shop?patroniPort=1");
    config.setInitializationFailTimeout(-1);
    config.setMetricRegistry(registry);
    return config;
  }

  @AfterEach
  void close() {
    metrics.close();
    source.close();
    registry.close();
  }

  @Test
  void tellsWhatIsKnownOfTheClusterAndOfEachMember() {
    metrics.bindTo(registry);

    String cluster = "cluster=\"127.0.0.1:1,127.0.0.2:1\"";
    assertThat(samples())
        .contains(
            "pgha_leader_ready{" + cluster + "} 0.0",
            "pgha_reads_fallback{" + cluster + "} 0.0",
            "pgha_leader_changes_total{" + cluster + "} 0.0",
            "pgha_sessions{" + cluster + ",member=\"127.0.0.1:1\",role=\"unknown\"} 0.0",
            "pgha_sessions{" + cluster + ",member=\"127.0.0.2:1\",role=\"unknown\"} 0.0",
            "pgha_lag_bytes{" + cluster + ",member=\"127.0.0.2:1\"} NaN");
    assertThat(namesIn(registry.scrape()))
        .contains("pgha_leader_wait_seconds_count", "pgha_leader_wait_seconds_sum");
  }

  private List<String> samples() {
    return registry.scrape().lines().toList();
  }

  @Test
  void leavesNoMeterBehind() {
    metrics.bindTo(registry);
    metrics.close();
    assertThat(registry.scrape()).doesNotContain("pgha_").contains("hikaricp_");

    source.close();
    assertThat(registry.scrape()).doesNotContain("hikaricp_");
  }

  @Test
  void aViewThatComesAfterTheEndBringsNothingBack() {
    ClusterMeters meters = new ClusterMeters(registry, source, Tags.of("cluster", "c"));
    meters.accept(source.view());
    meters.close();
    meters.accept(source.view());

    assertThat(registry.scrape()).doesNotContain("pgha_");
  }

  @Test
  void theDashboardAsksOnlyForWhatThereIs() throws IOException {
    metrics.bindTo(registry);
    JsonNode dashboard =
        new ObjectMapper().readTree(Path.of("..", "docs", "grafana", "pgha.json").toFile());
    String queries =
        Stream.of("expr", "query")
            .flatMap(field -> dashboard.findValues(field).stream())
            .map(JsonNode::toString)
            .collect(Collectors.joining("\n"));

    assertThat(namesIn(queries)).hasSizeGreaterThan(10).isSubsetOf(namesIn(registry.scrape()));
  }

  private static Set<String> namesIn(String text) {
    return NAME.matcher(text)
        .results()
        .map(MatchResult::group)
        .collect(Collectors.toCollection(TreeSet::new));
  }
}
