package io.pgha.testkit;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A running Patroni cluster: one etcd and some members, all processes on loopback, or each in a
 * container of its own. In containers it runs when the system property {@code pgha.testkit.backend}
 * is {@code containers}, and where that is not set and this machine has a Docker engine but not the
 * programs; the property {@code pgha.testkit.image} names their image.
 *
 * <p>Everything it tells is asked from the cluster at that moment, through Patroni's API and psql.
 * Waits give up after two minutes, unless they say otherwise, with an {@link IllegalStateException}
 * that says what every member last answered. All methods may be called from any thread.
 */
public final class PatroniCluster implements AutoCloseable {
  private static final String STREAMING = "a leader and all other members streaming from it";
  private static final Duration STRAGGLING = Duration.ofSeconds(30);
  private static final Duration SLOW = Duration.ofSeconds(10);

  private final Site site;
  private final Etcd etcd;
  private final DynamicConfig dynamicConfig;
  private final SynchronousMode synchronousMode;
  private final Roster roster = new Roster();
  private final List<ProxyHosts> proxyHosts = new CopyOnWriteArrayList<>();
  private final Thread shutdownHook;

  private PatroniCluster(Site site) {
    this.site = site;
    this.etcd = new Etcd(site);
    this.dynamicConfig = new DynamicConfig(roster);
    this.synchronousMode = new SynchronousMode(roster, dynamicConfig, etcd);
    this.shutdownHook = new Thread(site.run()::close, "pgha-testkit-shutdown");
    Runtime.getRuntime().addShutdownHook(shutdownHook);
  }

  /**
   * {@return what makes a cluster of three members with the fastest timings that Patroni accepts,
   * unless told otherwise}
   */
  public static PatroniClusterBuilder builder() {
    return new PatroniClusterBuilder();
  }

  static PatroniCluster start(Settings settings, Path parent) {
    Backends backend = Backends.choose();
    RunDirectory run = RunDirectory.claim(parent);
    PatroniCluster cluster = null;
    try {
      Backend started = backend.start(settings, run);
      cluster = new PatroniCluster(Site.of(settings, started, credentials(settings), run));
      cluster.start();
      return cluster;
    } catch (RuntimeException e) {
      if (cluster != null) {
        cluster.close();
      }
      run.close();
      throw e;
    }
  }

  private void start() {
    new Startup(site, etcd, roster).run();
    dynamicConfig.remember();
  }

  /** A standby cluster logs in to its main cluster, so it needs the same passwords. */
  private static Credentials credentials(Settings settings) {
    PatroniCluster main = settings.standbyOf();
    return main == null ? Credentials.random() : main.site.credentials();
  }

  /** {@return all members, dead or alive, in the order in which they were added} */
  public List<Member> members() {
    return roster.members();
  }

  /**
   * {@return the member of that name}
   *
   * @param name as Patroni knows it
   * @throws IllegalArgumentException when there is none
   */
  public Member member(String name) {
    return roster.member(name);
  }

  /**
   * {@return the member that is the leader now; in a standby cluster the standby leader} A member
   * may be slow to say so.
   *
   * @throws IllegalStateException when none says so for 10 s, see {@link #awaitLeader()}
   */
  public Member leader() {
    return roster.await("a leader at this moment", SLOW, roster::leader);
  }

  /** {@return the members that run as replicas now, whether they stream or not} */
  public List<Member> replicas() {
    return roster.replicas();
  }

  /**
   * Waits until there is a leader.
   *
   * @return the leader
   */
  public Member awaitLeader() {
    return awaitLeader(member -> true);
  }

  /**
   * Waits until another member than this one is the leader.
   *
   * @param old the leader before
   * @return the new one
   */
  public Member awaitLeaderOtherThan(Member old) {
    return awaitLeader(member -> member != old);
  }

  private Member awaitLeader(Predicate<Member> wanted) {
    return roster.await("a leader", () -> roster.leader().filter(wanted));
  }

  /**
   * Waits until exactly so many members run as replicas.
   *
   * @param count of replicas
   * @return the replicas
   */
  public List<Member> awaitReplicas(int count) {
    return roster.await(
        count + " replicas", () -> Optional.of(replicas()).filter(found -> found.size() == count));
  }

  /**
   * Waits until all members but one run as replicas.
   *
   * @return the replicas
   */
  public List<Member> awaitReplicas() {
    return awaitReplicas(members().size() - 1);
  }

  /** Waits until there is a leader and all other members stream from it. */
  public void awaitHealthy() {
    await(STREAMING, roster::isHealthy);
  }

  /**
   * Waits until the condition holds, asking ten times a second, for two minutes at most. A
   * condition that throws IllegalStateException, such as {@link Member#sql} while PostgreSQL
   * starts, does not hold yet.
   *
   * @param description what is waited for, for the message
   * @param condition asked in the calling thread
   */
  public void await(String description, BooleanSupplier condition) {
    await(description, Await.TIMEOUT, condition);
  }

  /**
   * Waits until the condition holds, asking ten times a second.
   *
   * @param description what is waited for, for the message
   * @param timeout how long at most
   * @param condition asked in the calling thread
   * @throws IllegalStateException when the timeout is over; the message says what every member last
   *     answered
   */
  public void await(String description, Duration timeout, BooleanSupplier condition) {
    roster.await(description, timeout, condition);
  }

  /**
   * Switches over to a member of Patroni's choice.
   *
   * @return that member, once it is the leader
   */
  public Member switchover() {
    return switchover(leader(), Map.of());
  }

  /**
   * Switches over to this member, and returns once it is the leader.
   *
   * @param to a running replica
   */
  public void switchover(Member to) {
    // Patroni takes another one if this is slow to answer it.
    await(to + " to be the leader", () -> isReached(to, leader()));
  }

  private boolean isReached(Member to, Member now) {
    return now == to || switchover(now, Map.of("candidate", to.name())) == to;
  }

  private Member switchover(Member from, Map<String, String> wishes) {
    Map<String, String> request = new TreeMap<>(wishes);
    request.put("leader", from.name());
    // Refused while no candidate is good enough yet, such as right after another switchover.
    await(
        "Patroni to accept the switchover " + request,
        () -> accepts(from, request) || roster.leader().filter(now -> now != from).isPresent());
    return awaitLeaderOtherThan(from);
  }

  /** The answer may be lost or late although the switchover happens. */
  private static boolean accepts(Member leader, Map<String, String> switchover) {
    return leader
        .send("POST", "/switchover", switchover)
        .filter(answer -> answer.status() == 200)
        .isPresent();
  }

  /**
   * Adds a member. Heal does not take it away: {@link #removeMember} does.
   *
   * @return that member, once it streams
   */
  public Member addMember() {
    Member member = roster.newMember(site);
    member.start();
    await(member + " to stream", () -> roster.leader().filter(member::isStreamingFrom).isPresent());
    return member;
  }

  /**
   * Takes a replica away for good: kills it and makes Patroni forget it at once.
   *
   * @param member a replica
   * @throws IllegalArgumentException for the leader; switch over or kill it instead
   */
  public void removeMember(Member member) {
    if (member.isLeader()) {
      throw new IllegalArgumentException(member + " is the leader: switch over first, or kill it");
    }
    member.kill();
    etcd.delete("members/" + member.name());
    roster.remove(member);
  }

  /**
   * Puts machines for HAProxy and keepalived on the cluster's network, with one virtual address for
   * these. May be called more than once, for example to compare two configurations. Needs root, and
   * the Debian packages haproxy and keepalived.
   *
   * @param count of machines
   * @return the machines
   * @throws IllegalStateException when the cluster was not started with {@link
   *     PatroniClusterBuilder#onNetwork()}, or such machines can't be made here
   */
  public synchronized ProxyHosts addProxyHosts(int count) {
    Network network = site.backend().network();
    int before = proxyHosts.stream().mapToInt(hosts -> hosts.hosts().size()).sum();
    ProxyHosts hosts = ProxyHosts.start(site, network, before, count);
    proxyHosts.add(hosts);
    return hosts;
  }

  /**
   * Patroni's maintenance mode: nobody is promoted or demoted. Returns when every member whose
   * Patroni runs says so: in vain while one is frozen or cut off from clients.
   */
  public void pause() {
    dynamicConfig.pause(true);
  }

  /** Ends {@link #pause()}, and returns as that does. */
  public void resume() {
    dynamicConfig.pause(false);
  }

  /**
   * Sets one top-level setting of Patroni's dynamic configuration; null takes it away. Members
   * follow within {@code loop_wait}.
   *
   * @param name of the setting
   * @param value a string, a number, a boolean, a list or a map; null takes the setting away
   */
  public void configure(String name, @Nullable Object value) {
    dynamicConfig.set(name, value);
  }

  /**
   * Patroni's {@code failsafe_mode}: the leader stays leader without etcd while it reaches all
   * members.
   *
   * @param on whether it is
   */
  public void failsafeMode(boolean on) {
    new Failsafe(roster, dynamicConfig, etcd).set(on);
  }

  /**
   * Patroni's {@code synchronous_mode}. Returns when there is a synchronous standby, or the leader
   * promises none any more.
   *
   * @param on whether it is
   */
  public void synchronousMode(boolean on) {
    synchronousMode.set(on);
  }

  /**
   * In synchronous mode, waits until a standby is synchronous for PostgreSQL and for Patroni. Some
   * releases of Patroni forget one of these after some faults; after 20 s the mode is therefore
   * switched off and on.
   */
  public void awaitSynchronousStandby() {
    synchronousMode.awaitStandby();
  }

  /** {@return the cluster's etcd, with its faults} */
  public Etcd etcd() {
    return etcd;
  }

  /** {@return {@code 127.77.1.11:5432,127.77.1.12:5432,…}, all members, for a JDBC URL} */
  public String jdbcHosts() {
    return members().stream().map(Member::address).collect(Collectors.joining(","));
  }

  /** {@return the ordinary user, owner of {@link #database()}} */
  public String user() {
    return Credentials.USER;
  }

  /** {@return the password of {@link #user()}} */
  public String password() {
    return site.credentials().userPassword();
  }

  /** {@return the database for tests} */
  public String database() {
    return Credentials.DATABASE;
  }

  /** {@return the superuser of PostgreSQL} */
  public String superuser() {
    return Credentials.SUPERUSER;
  }

  /** {@return the password of {@link #superuser()}} */
  public String superuserPassword() {
    return site.credentials().superuserPassword();
  }

  /**
   * {@return the certificates of Patroni's API}
   *
   * @throws IllegalStateException when the API is plain HTTP
   */
  public ApiCertificates apiCertificates() {
    Tls tls = site.tls();
    if (tls == null) {
      throw new IllegalStateException(
          "The API is plain HTTP; see PatroniClusterBuilder.apiSecurity");
    }
    return new ApiCertificates(tls.file("ca.crt"), tls.file("client.crt"), tls.file("client.key"));
  }

  /**
   * Undoes every fault and setting, and waits until the cluster is healthy. Members that were added
   * or removed stay so; on proxy hosts runs again what ever ran. A member that does not come back
   * in half a minute is made anew from the leader, as its operator would do.
   */
  public void heal() {
    etcd.thaw();
    etcd.start();
    members().forEach(Member::rejoin);
    proxyHosts.forEach(ProxyHosts::heal);
    members().forEach(Member::thaw);
    members().forEach(Member::start);
    dynamicConfig.restore();
    // Until they know that it is back, the leader may step down yet.
    await(
        "all members to have reached etcd since it was started",
        () -> roster.allAnswers("/patroni", answer -> etcd.isSeen(answer.json())));
    awaitLeader();
    remakeStragglers();
    members().forEach(Member::resetTags);
    await("all members to replay", () -> roster.all(Member::tryResumeReplay));
    awaitHealthy();
  }

  /** Patroni was seen to leave a member for good that followed the old timeline too far. */
  private void remakeStragglers() {
    try {
      await(STREAMING, STRAGGLING, roster::isHealthy);
    } catch (IllegalStateException e) {
      Member leader = awaitLeader();
      members().stream()
          .filter(member -> member != leader)
          .filter(member -> !member.isLeader() && !member.isStreamingFrom(leader))
          .forEach(Member::remake);
    }
  }

  /**
   * Writes the logs of etcd, all members and all proxy hosts into the folder, as {@code etcd.log},
   * {@code pg1.log}, {@code ha1-haproxy.log}, …
   *
   * @param folder is made where it is not there
   */
  public void saveLogs(Path folder) {
    Logs.save(etcd, members(), folder);
    proxyHosts.stream()
        .flatMap(hosts -> hosts.hosts().stream())
        .forEach(host -> Logs.save(host.logs(), folder));
  }

  Backend backend() {
    return site.backend();
  }

  Path runDirectory() {
    return site.run().path();
  }

  /** Ends all processes and deletes everything. */
  @Override
  public void close() {
    site.run().close();
    try {
      Runtime.getRuntime().removeShutdownHook(shutdownHook);
    } catch (IllegalStateException e) {
      // The JVM is going down already, and the hook has done or does the same.
    }
  }
}
