package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.core.LauncherFactory;

/** What a test class with the extension lives through. */
final class PatroniClusterExtensionIT {
  private final Map<String, TestExecutionResult> results = new ConcurrentHashMap<>();

  @Test
  void healsBetweenTestsAndKeepsTheLogsOfAFailure() {
    LauncherFactory.create()
        .execute(request().selectors(selectClass(Sample.class)).build(), new Recorder());

    assertThat(status("healed(PatroniCluster)")).isEqualTo(TestExecutionResult.Status.SUCCESSFUL);
    assertThat(status("fails()")).isEqualTo(TestExecutionResult.Status.FAILED);
    Path logs =
        Path.of("target", "patroni-logs", Sample.class.getName() + ".fails").toAbsolutePath();
    assertThat(failure("fails()").getSuppressed())
        .anySatisfy(kept -> assertThat(kept).hasMessageContaining(logs.toString()));
    assertThat(List.of("etcd.log", "pg1.log"))
        .allSatisfy(log -> assertThat(logs.resolve(log)).isNotEmptyFile());
    assertThat(Sample.directory).as("run directory after the class").doesNotExist();
  }

  private TestExecutionResult.Status status(String test) {
    return result(test).getStatus();
  }

  private TestExecutionResult result(String test) {
    return Objects.requireNonNull(results.get(test), test);
  }

  private Throwable failure(String test) {
    return result(test).getThrowable().orElseThrow();
  }

  private final class Recorder implements TestExecutionListener {
    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
      results.put(test.getDisplayName(), result);
    }
  }

  /** Run by the test above alone: its name is none that the build looks for. */
  @TestMethodOrder(MethodOrderer.OrderAnnotation.class)
  static final class Sample {
    @RegisterExtension
    static final PatroniClusterExtension patroni =
        PatroniClusterExtension.with(PatroniCluster.builder().members(1));

    private static Path directory = Path.of("unknown");

    @Test
    @Order(1)
    void fails() {
      Member member = patroni.cluster().leader();
      directory = patroni.cluster().runDirectory();
      member.kill();
      throw new AssertionError("as the test wants");
    }

    @Test
    @Order(2)
    void healed(PatroniCluster cluster) {
      assertThat(cluster.leader().sql("select 1")).isEqualTo("1");
    }
  }
}
