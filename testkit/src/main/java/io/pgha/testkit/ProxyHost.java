package io.pgha.testkit;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A machine for HAProxy and keepalived, with their faults: namespaces of its own for its network,
 * its processes, and the folders in which both keep their files.
 *
 * <p>Faults return when they have happened, not when anybody has noticed. All methods may be called
 * from any thread; two threads that hurt the same host at the same time see the sum of both.
 */
public final class ProxyHost {
  private static final String HAPROXY_CONFIG = "/etc/haproxy/haproxy.cfg";
  private static final String KEEPALIVED_CONFIG = "/etc/keepalived/keepalived.conf";

  private final String name;
  private final String address;
  private final Site site;
  private final Network network;
  private final ProxyRoot root = ProxyRoot.chosen();
  private final HostFiles files;
  private final Namespace namespace;
  private final HostProgram haproxy;
  private final HostProgram keepalived;

  private ProxyHost(String name, String address, Site site, Network network, Path directory) {
    this.name = name;
    this.address = address;
    this.site = site;
    this.network = network;
    this.files = new HostFiles(directory, root);
    this.namespace =
        new Namespace(
            site.programs(),
            directory,
            "ip link set lo up; " + root.mounts() + "; " + files.mounts());
    files.create();
    namespace.start();
    network.connect(name, namespace, address);
    this.haproxy = program("haproxy", haproxyCommand("-W"));
    this.keepalived =
        program(
            "keepalived",
            root.command(
                site.programs(),
                "keepalived",
                "--dont-fork",
                "--log-console",
                "--log-detail",
                "--use-file=" + KEEPALIVED_CONFIG));
  }

  static ProxyHost start(Site site, Network network, int index) {
    String name = "ha" + index;
    return new ProxyHost(name, network.proxy(index), site, network, site.run().create(name));
  }

  private HostProgram program(String program, List<String> command) {
    Path directory = site.run().create(name + "-" + program);
    return new HostProgram(directory, namespace.command(command));
  }

  private List<String> haproxyCommand(String option) {
    return root.command(site.programs(), "haproxy", option, "-f", HAPROXY_CONFIG);
  }

  /** {@return the name in the network and in logs: {@code ha1}, {@code ha2}, …} */
  public String name() {
    return name;
  }

  /** {@return its own address on {@link #networkInterface()}, in a network of 24 bits} */
  public String address() {
    return address;
  }

  /** {@return the interface with its own address, where a virtual one belongs} */
  public String networkInterface() {
    return "eth0";
  }

  /**
   * Writes one of its files, readable for all its users.
   *
   * @param path below {@code /etc/haproxy}, {@code /etc/keepalived}, {@code /run} or {@code
   *     /var/lib/haproxy}: these are not the folders of this machine
   * @param text the whole content
   */
  public void write(String path, String text) {
    files.write(path, text, "rw-r--r--");
  }

  /**
   * As {@link #write}, for what keepalived executes.
   *
   * @param path as for {@link #write}
   * @param text the whole content
   */
  public void writeScript(String path, String text) {
    files.write(path, text, "rwxr-xr-x");
  }

  /**
   * Starts HAProxy with {@code /etc/haproxy/haproxy.cfg}; nothing happens when it runs already.
   *
   * @throws IllegalStateException with HAProxy's words when it does not take its configuration
   */
  public void startHaproxy() {
    Command.output("haproxy -c on " + name, namespace.command(haproxyCommand("-c")));
    haproxy.start();
  }

  /** Ends HAProxy in order (SIGTERM): its connections break. */
  public void stopHaproxy() {
    haproxy.stop();
  }

  /** Kills HAProxy with all its processes (SIGKILL). */
  public void killHaproxy() {
    haproxy.kill();
  }

  /**
   * Lets HAProxy read its configuration again (SIGUSR2 to the master); old connections stay with
   * the old process.
   */
  public void reloadHaproxy() {
    haproxy.signalMain("USR2");
  }

  /** {@return whether HAProxy runs} */
  public boolean isHaproxyRunning() {
    return haproxy.isRunning();
  }

  /**
   * {@return what HAProxy answers at its runtime socket}
   *
   * @param socket as the configuration names it, such as {@code /run/haproxy/admin.sock}
   * @param command for example {@code show servers state}
   * @throws java.io.UncheckedIOException when nobody answers there
   */
  public String askHaproxy(String socket, String command) {
    return UnixSocket.ask(files.real(socket), command);
  }

  /**
   * Starts keepalived with {@code /etc/keepalived/keepalived.conf}; nothing happens when it runs
   * already.
   */
  public void startKeepalived() {
    keepalived.start();
  }

  /** Ends keepalived in order (SIGTERM): it gives its address up and says so. */
  public void stopKeepalived() {
    keepalived.stop();
  }

  /**
   * Kills keepalived with all its processes (SIGKILL). A virtual address stays on this host, and
   * nobody answers for it in VRRP.
   */
  public void killKeepalived() {
    keepalived.kill();
  }

  /** {@return whether keepalived runs} */
  public boolean isKeepalivedRunning() {
    return keepalived.isRunning();
  }

  /** Pulls its cable out of the switch. The host notices that, as with a real cable. */
  public void unplug() {
    network.unplug(name);
  }

  /** Undoes {@link #unplug()}. */
  public void plug() {
    network.plug(name);
  }

  /**
   * Loses all its packets, in both directions, while its cable is in its place: the host does not
   * notice, and keeps a virtual address that another one takes too.
   */
  public void isolate() {
    network.isolate(name);
  }

  /** Undoes {@link #isolate()}. */
  public void rejoin() {
    network.rejoin(name);
  }

  /** Plugs it in, lets its packets through, and starts what was ever started. */
  void heal() {
    plug();
    rejoin();
    haproxy.startAgain();
    keepalived.startAgain();
  }

  /**
   * {@return whether it has the address now, its own or a virtual one}
   *
   * @param ipv4Address without a mask
   */
  public boolean has(String ipv4Address) {
    return namespace.hasAddress(ipv4Address);
  }

  /**
   * Runs a program there.
   *
   * @param command a path of this machine, and arguments
   * @return the output
   * @throws IllegalStateException with that output when it fails, or after 20 s
   */
  public String run(String... command) {
    return Command.output(command[0] + " on " + name, namespace.command(List.of(command)));
  }

  /** {@return what {@code haproxy -v} says, for files that are made for a release} */
  public String haproxyVersion() {
    return says("haproxy", "-v");
  }

  /** {@return what {@code keepalived --version} says} */
  public String keepalivedVersion() {
    return says("keepalived", "--version");
  }

  private String says(String program, String option) {
    return Command.output(
        program + " on " + name, namespace.command(root.command(site.programs(), program, option)));
  }

  /** {@return what HAProxy has written to its output so far} */
  public String haproxyLog() {
    return haproxy.log();
  }

  /** {@return what keepalived has logged so far} */
  public String keepalivedLog() {
    return keepalived.log();
  }

  Map<String, String> logs() {
    return Map.of(
        name + "-haproxy.log", haproxyLog(),
        name + "-keepalived.log", keepalivedLog());
  }

  @Override
  public String toString() {
    return name + " at " + address;
  }
}
