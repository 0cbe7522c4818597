package io.pgha.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.ConflictException;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Container;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.testcontainers.DockerClientFactory;

/**
 * The Docker engine that Testcontainers finds. What a cluster has there carries the cluster's tag
 * in a label, and goes away by it, with or without Testcontainers' own cleaner (Ryuk).
 */
final class Docker {
  private static final String LABEL = "io.pgha.testkit";

  private Docker() {}

  static boolean isThere() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  /**
   * @throws IllegalStateException when there is no engine
   */
  static DockerClient client() {
    return DockerClientFactory.instance().client();
  }

  static Map<String, String> labels(String tag) {
    Map<String, String> labels = new HashMap<>(DockerClientFactory.DEFAULT_LABELS);
    labels.put(DockerClientFactory.TESTCONTAINERS_SESSION_ID_LABEL, DockerClientFactory.SESSION_ID);
    labels.put(LABEL, tag);
    return Map.copyOf(labels);
  }

  /** Removes all containers with the tag, then their networks. Several cleaners don't mind. */
  static void removeAll(String tag) {
    DockerClient client = client();
    Await.until("the containers of " + tag + " to be gone", () -> removeContainers(client, tag));
    client.listNetworksCmd().withFilter("label", List.of(LABEL + "=" + tag)).exec().stream()
        .map(com.github.dockerjava.api.model.Network::getId)
        .forEach(id -> removeNetwork(client, id));
  }

  /** Whether there were none. */
  private static boolean removeContainers(DockerClient client, String tag) {
    List<Container> containers =
        client.listContainersCmd().withShowAll(true).withLabelFilter(Map.of(LABEL, tag)).exec();
    containers.forEach(
        container ->
            tolerant(() -> client.removeContainerCmd(container.getId()).withForce(true).exec()));
    return containers.isEmpty();
  }

  /** A standby cluster that lives on may still be connected. */
  private static void removeNetwork(DockerClient client, String id) {
    tolerant(
        () -> {
          client
              .inspectNetworkCmd()
              .withNetworkId(id)
              .exec()
              .getContainers()
              .keySet()
              .forEach(container -> disconnect(client, id, container));
          client.removeNetworkCmd(id).exec();
        });
  }

  private static void disconnect(DockerClient client, String network, String container) {
    client
        .disconnectFromNetworkCmd()
        .withNetworkId(network)
        .withContainerId(container)
        .withForce(true)
        .exec();
  }

  /** Another cleaner may be as fast, or faster. */
  private static void tolerant(Runnable removal) {
    try {
      removal.run();
    } catch (NotFoundException | ConflictException e) {
      // It is gone, or goes.
    }
  }
}
