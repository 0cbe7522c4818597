package io.pgha.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.model.Network.Ipam;

/** A cluster's own network of Docker's: 198.18.n.0/24. This machine is at .254. */
record ContainerNetwork(DockerClient client, String id) {
  static ContainerNetwork create(DockerClient client, String tag, int number) {
    Ipam.Config addresses =
        new Ipam.Config()
            .withSubnet(Network.subnet(number))
            .withIpRange(Network.guests(number))
            .withGateway(Network.gateway(number));
    String id =
        client
            .createNetworkCmd()
            .withName(tag)
            .withIpam(new Ipam().withConfig(addresses))
            .withLabels(Docker.labels(tag))
            .exec()
            .getId();
    return new ContainerNetwork(client, id);
  }

  /** Lets a container of another cluster in. */
  void connect(ContainerMachine guest) {
    client.connectToNetworkCmd().withNetworkId(id).withContainerId(guest.id()).exec();
  }
}
