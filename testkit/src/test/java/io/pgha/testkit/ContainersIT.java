package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import com.github.dockerjava.api.DockerClient;
import java.io.BufferedReader;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** What is different in containers; run where clusters run in these. */
@Tag("containers")
final class ContainersIT {
  private static final String IMAGE = ContainersBackend.PROPERTY;
  private static final String LABEL = "io.pgha.testkit";

  @Test
  void nextStartRemovesTheContainersOfAKilledJvm() throws Exception {
    Process jvm = CrashIT.startJvm("running", property(Backends.PROPERTY), property(IMAGE));
    try (BufferedReader output = jvm.inputReader()) {
      Path directory = CrashIT.firstLine(output);
      String tag = Leftovers.tag(directory, Owner.of(directory).orElseThrow());
      jvm.destroyForcibly().waitFor();
      assertThat(containers(tag)).as("etcd and one member").hasSize(2);

      RunDirectory.claim(Path.of(System.getProperty("java.io.tmpdir"))).close();
      assertThat(containers(tag)).isEmpty();
      assertThat(networks(tag)).isEmpty();
      assertThat(directory).doesNotExist();
    } finally {
      jvm.destroyForcibly();
    }
  }

  private static String property(String name) {
    return "-D" + name + "=" + System.getProperty(name);
  }

  private static List<?> containers(String tag) {
    DockerClient docker = Docker.client();
    return docker.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(LABEL, tag)).exec();
  }

  private static List<?> networks(String tag) {
    return Docker.client().listNetworksCmd().withFilter("label", List.of(LABEL + "=" + tag)).exec();
  }

  @Test
  void leavesNothingWhenItIsClosed() {
    PatroniCluster cluster = PatroniCluster.builder().members(1).start();
    Path directory = cluster.runDirectory();
    String tag = Leftovers.tag(directory, Owner.current());
    assertThat(containers(tag)).hasSize(2);
    cluster.close();
    assertThat(containers(tag)).isEmpty();
    assertThat(networks(tag)).isEmpty();
    assertThat(directory).doesNotExist();
  }

  @Test
  void saysThatMachinesForProxiesNeedTheHost() {
    try (PatroniCluster cluster = PatroniCluster.builder().members(1).onNetwork().start()) {
      assertThatIllegalStateException()
          .isThrownBy(() -> cluster.addProxyHosts(1))
          .withMessageContaining("-Dpgha.testkit.backend=host");
    }
  }
}
