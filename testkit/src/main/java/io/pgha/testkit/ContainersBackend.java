package io.pgha.testkit;

import com.github.dockerjava.api.DockerClient;
import com.github.dockerjava.api.exception.NotFoundException;
import com.github.dockerjava.api.model.Bind;
import com.github.dockerjava.api.model.Capability;
import com.github.dockerjava.api.model.HostConfig;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * etcd and every member run in a container of their own, with an address of its own on a network of
 * Docker's. All see the run directory.
 */
final class ContainersBackend implements Backend {
  /** The system property that names the image. */
  static final String PROPERTY = "pgha.testkit.image";

  private static final String DEFAULT_IMAGE = "pgha-testkit:trixie";

  /** Whom PostgreSQL runs as when the caller is root; nobody else has it. */
  private static final int UNPRIVILEGED = 54_320;

  /** PostgreSQL's programs of the highest version first, as on a machine. */
  private static final String FIND =
      """
      PATH="$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1):$PATH"
      for program; do command -v "$program"; done
      true
      """;

  private final DockerClient client = Docker.client();
  private final String image = System.getProperty(PROPERTY, DEFAULT_IMAGE);
  private final RunDirectory run;
  private final int user;
  private final Account account;
  private final Addresses addresses;
  private final ContainerNetwork network;

  /** That of the cluster which this one follows. */
  private final @Nullable ContainerNetwork followed;

  private final ContainerMachine etcdMachine;
  private final Programs programs;

  private ContainersBackend(Settings settings, RunDirectory run) {
    this.run = run;
    requireImage();
    this.user = user(run.path());
    this.account = Account.inContainers(user);
    this.addresses = Addresses.inContainers(run.number());
    this.followed = followed(settings.standbyOf());
    run.noteContainers();
    this.network = ContainerNetwork.create(client, run.tag(), run.number());
    this.etcdMachine = container("etcd", addresses.etcd(0));
    this.programs = programsOf(etcdMachine, image);
    programs.requireAll();
  }

  static Backend start(Settings settings, RunDirectory run) {
    return new ContainersBackend(settings, run);
  }

  private void requireImage() {
    try {
      client.inspectImageCmd(image).exec();
    } catch (NotFoundException e) {
      throw new IllegalStateException(
          ("Docker has no image '%s', and nothing is pulled. 'make images' builds it in a clone of"
                  + " pgha, 'docker build' with the testkit's Dockerfile elsewhere; -D%s names another")
              .formatted(image, PROPERTY),
          e);
    }
  }

  /** The owner of the run directory, who can then delete what the cluster writes there. */
  private static int user(Path runDirectory) {
    try {
      int owner = (int) Files.getAttribute(runDirectory, "unix:uid");
      return owner == 0 ? UNPRIVILEGED : owner;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static @Nullable ContainerNetwork followed(@Nullable PatroniCluster main) {
    if (main == null) {
      return null;
    }
    if (main.backend() instanceof ContainersBackend inContainers) {
      return inContainers.network;
    }
    throw new IllegalStateException(
        "A cluster in containers can't follow one that runs on the host");
  }

  private ContainerMachine container(String name, String address) {
    HostConfig host =
        HostConfig.newHostConfig()
            // Reaps what loses its parent.
            .withInit(true)
            // For isolation, and to see where processes of others work.
            .withCapAdd(Capability.NET_ADMIN, Capability.SYS_PTRACE)
            .withBinds(Bind.parse(run.path() + ":" + run.path()))
            .withNetworkMode(network.id());
    String id =
        client
            .createContainerCmd(image)
            .withName(run.tag() + "-" + name)
            .withHostName(name)
            .withLabels(Docker.labels(run.tag()))
            .withHostConfig(host)
            .withIpv4Address(address)
            .withCmd("sleep", "infinity")
            .exec()
            .getId();
    client.startContainerCmd(id).exec();
    ContainerMachine machine = new ContainerMachine(client, id);
    machine
        .run(List.of("usermod", "--non-unique", "--uid", Integer.toString(user), Account.USER))
        .succeeded("usermod in " + image);
    return machine;
  }

  private static Programs programsOf(ContainerMachine machine, String image) {
    List<String> wanted =
        List.of(
            "/bin/sh",
            "-c",
            FIND,
            "sh",
            "etcd",
            "patroni",
            "postgres",
            "psql",
            "setpriv",
            "openssl",
            "iptables");
    Map<String, Path> found =
        machine
            .run(wanted)
            .succeeded("The search for programs in " + image)
            .lines()
            .map(Path::of)
            .collect(
                Collectors.toMap(path -> String.valueOf(path.getFileName()), Function.identity()));
    return new Programs("the image " + image, program -> Optional.ofNullable(found.get(program)));
  }

  @Override
  public Addresses addresses() {
    return addresses;
  }

  @Override
  public Programs programs() {
    return programs;
  }

  @Override
  public Account account() {
    return account;
  }

  @Override
  public Machine etcdMachine() {
    return etcdMachine;
  }

  @Override
  public Machine newMachine(int index, String member) {
    ContainerMachine machine = container(member, addresses.member(index));
    if (followed != null) {
      followed.connect(machine);
    }
    return machine;
  }

  @Override
  public Isolation isolation(int index, String member, Machine machine) {
    return new ContainerIsolation(
        new Firewall(machine, programs, account, run.tag(), member),
        addresses.etcd(index),
        Network.gateway(run.number()));
  }

  @Override
  public Network network() {
    throw new IllegalStateException(
        "Machines for HAProxy and keepalived need a cluster on the host: -D%s=host"
            .formatted(Backends.PROPERTY));
  }
}
