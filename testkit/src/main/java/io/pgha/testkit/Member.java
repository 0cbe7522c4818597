package io.pgha.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/**
 * One member of the cluster: a Patroni and its PostgreSQL, with their faults.
 *
 * <p>Faults return when they have happened, not when the cluster has noticed. All methods may be
 * called from any thread; two threads that hurt the same member at the same time see the sum of
 * both.
 */
public final class Member {
  static final String DATA = "data";
  private static final Set<String> LEADING = Set.of("primary", "master", "standby_leader");

  private static final String RESUME_REPLAY =
      "select pg_wal_replay_resume() where pg_is_in_recovery()";

  private final Site site;
  private final int index;
  private final String name;
  private final Service service;
  private final Isolation isolation;
  private final MemberConfig config;

  /** Guarded by this. */
  private final Map<String, Object> tags = new TreeMap<>();

  Member(Site site, int index) {
    this.site = site;
    this.index = index;
    this.name = "pg" + index;
    Path directory = site.run().create(name, site.account());
    this.config = new MemberConfig(site, index, name, directory);
    Machine machine = site.backend().newMachine(index, name);
    this.service = new Service(machine, directory, command(directory));
    this.isolation = site.backend().isolation(index, name, machine);
    this.tags.putAll(initialTags());
  }

  private List<String> command(Path directory) {
    List<String> patroni =
        Command.of(site.programs().patroni(), MemberConfig.file(directory).toString());
    return site.account().command(site.programs(), site.addresses().group(index), patroni);
  }

  private Map<String, Object> initialTags() {
    return site.settings().tags().getOrDefault(name, Map.of());
  }

  /** {@return the name Patroni knows: {@code pg1}, {@code pg2}, …} */
  public String name() {
    return name;
  }

  /** {@return the address of PostgreSQL and of Patroni's API, different for each member} */
  public String host() {
    return site.addresses().member(index);
  }

  /** {@return the port of PostgreSQL, the same for all members} */
  public int port() {
    return site.addresses().postgresPort();
  }

  /** {@return {@link #host()} and {@link #port()} as they are written in a JDBC URL} */
  public String address() {
    return host() + ":" + port();
  }

  /** {@return the base URL of Patroni's REST API, without a slash at the end} */
  public String apiUrl() {
    String scheme = site.tls() == null ? "http" : "https";
    return scheme + "://" + host() + ":" + site.addresses().apiPort();
  }

  /**
   * {@return whether it holds the leader lock and its PostgreSQL runs as the primary (or as the
   * leader of a standby cluster)}
   */
  public boolean isLeader() {
    return ask("/leader")
        .filter(answer -> answer.status() == 200)
        .filter(answer -> isRunningAs(LEADING, answer.json()))
        .isPresent();
  }

  /** {@return whether it says of itself that it is a running replica} */
  public boolean isReplica() {
    return ask("/patroni")
        .filter(answer -> isRunningAs(Set.of("replica"), answer.json()))
        .isPresent();
  }

  /**
   * {@return whether it takes no writes any more, by what it says: it runs as a replica, or its
   * PostgreSQL was stopped} One that loses the DCS while it renews its lock leaves PostgreSQL
   * stopped until that is back.
   */
  public boolean hasSteppedDown() {
    return ask("/patroni").filter(answer -> hasSteppedDown(answer.json())).isPresent();
  }

  private static boolean hasSteppedDown(JsonNode status) {
    return isRunningAs(Set.of("replica"), status)
        || status.path("state").asText().equals("stopped");
  }

  private static boolean isRunningAs(Set<String> roles, JsonNode status) {
    return roles.contains(status.path("role").asText())
        && status.path("state").asText().equals("running");
  }

  /** Whether its Patroni runs, frozen or not. */
  boolean isRunning() {
    return service.isRunning();
  }

  int timeline() {
    return ask("/patroni").map(answer -> answer.json().path("timeline").asInt()).orElse(0);
  }

  boolean isStreamingFrom(Member other) {
    return isReplica()
        && answers(
            "postgres",
            "select sender_host from pg_stat_wal_receiver where status = 'streaming'",
            other.host());
  }

  boolean hasDatabase() {
    return answers(Credentials.DATABASE, "select 1", "1");
  }

  private boolean answers(String database, String sql, String expected) {
    Command.Result result = psql(database, sql);
    return result.exitCode() == 0 && result.output().equals(expected);
  }

  /**
   * {@return what Patroni tells at {@code /patroni}, seen as a client sees it}
   *
   * @throws IllegalStateException when it takes more than two seconds to connect, or to answer
   */
  public JsonNode status() {
    return ask("/patroni")
        .orElseThrow(() -> new IllegalStateException(name + " does not answer at " + apiUrl()))
        .json();
  }

  Optional<Api.Answer> ask(String path) {
    return site.api().get(apiUrl() + path);
  }

  Optional<Api.Answer> send(String method, String path, Object body) {
    return site.api().send(method, apiUrl() + path, body);
  }

  /**
   * Runs SQL with psql as superuser in the cluster's database and gives its unaligned output,
   * columns separated by {@code |}. It goes through the Unix socket: network isolation does not
   * stop it.
   *
   * @param sql one statement or more
   * @return the output
   * @throws IllegalStateException with psql's words when that fails, or after 20 s
   */
  public String sql(String sql) {
    return sql(Credentials.DATABASE, sql);
  }

  String sql(String database, String sql) {
    return psql(database, sql).succeeded("SQL on " + name);
  }

  private Command.Result psql(String database, String sql) {
    return service.machine().run(psqlCommand(database, sql));
  }

  private List<String> psqlCommand(String database, String sql) {
    return Command.of(
        site.programs().psql(),
        "--no-psqlrc",
        "--no-align",
        "--tuples-only",
        "--quiet",
        "--set=ON_ERROR_STOP=1",
        "--host=" + service.directory(),
        "--port=" + port(),
        "--username=" + Credentials.SUPERUSER,
        "--dbname=" + database,
        "--command=" + sql);
  }

  /**
   * Starts Patroni, which starts PostgreSQL; nothing happens when it runs already. Does not wait
   * for either.
   */
  public void start() {
    writeConfig();
    service.start();
  }

  private synchronized void writeConfig() {
    config.write(tags, site.account());
  }

  /** Ends Patroni in order (SIGTERM): it stops PostgreSQL, and a leader hands over. */
  public void stop() {
    service.terminate();
  }

  /** Kills all of the member (SIGKILL): Patroni and all processes of PostgreSQL. */
  public void kill() {
    service.kill();
  }

  /** Kills all processes of PostgreSQL (SIGKILL); Patroni lives and will start it again. */
  public void killPostgres() {
    service.machine().killAll(dataDirectory());
  }

  /** Kills Patroni (SIGKILL); PostgreSQL lives, and nobody looks after it. */
  public void killPatroni() {
    service.killMain();
  }

  /** Stops all of the member with SIGSTOP: connections stay open, nobody answers. */
  public void freeze() {
    service.freeze();
  }

  /** Stops Patroni alone with SIGSTOP: PostgreSQL goes on, its API is silent. */
  public void freezePatroni() {
    service.freezeMain();
  }

  /** Continues whatever is frozen. */
  public void thaw() {
    service.thaw();
  }

  /**
   * Cuts it off from etcd, silently, as a broken network does. Needs root, but not in containers.
   *
   * @throws IllegalStateException when this is not root, or iptables fails
   */
  public void isolateFromDcs() {
    isolation.fromDcs();
  }

  /**
   * Cuts its PostgreSQL and its API off from everybody but the other members: replication and
   * elections go on. Needs root, but not in containers. An idle connection may still receive one
   * packet.
   *
   * @throws IllegalStateException when this is not root, or iptables fails
   */
  public void isolateFromClients() {
    isolation.fromClients();
  }

  /**
   * Cuts it off from everything: clients, etcd, all other members. Needs root, but not in
   * containers.
   *
   * @throws IllegalStateException when this is not root, or iptables fails
   */
  public void isolate() {
    isolation.fromAll();
  }

  /** Undoes all isolation of this member. */
  public void rejoin() {
    isolation.end();
  }

  /** Makes Patroni delete its data and copy the leader's, and returns when that has begun. */
  void remake() {
    Await.until(
        "Patroni to make " + name + " anew",
        () ->
            send("POST", "/reinitialize", Map.of("force", true))
                .filter(answer -> answer.status() == 200)
                .isPresent());
  }

  /**
   * Stops applying WAL on a replica, so that its lag grows. Returns when PostgreSQL has confirmed
   * it. A Patroni that is not paused may take it back at any time: see {@link
   * PatroniCluster#pause}.
   */
  public void pauseReplay() {
    // Again and again: a Patroni that is not paused itself takes it back at its next look.
    Await.until(
        name + " to pause replay",
        () -> sql("select pg_is_wal_replay_paused() from pg_wal_replay_pause()").equals("t"));
  }

  /** Applies WAL again; nothing happens on a member that does not stand still. */
  public void resumeReplay() {
    sql(RESUME_REPLAY);
  }

  boolean tryResumeReplay() {
    return answers("postgres", RESUME_REPLAY, "");
  }

  /**
   * Sets a tag, such as {@code noloadbalance}, and returns when Patroni shows it.
   *
   * @param tag its name
   * @param value a string, a number or a boolean
   */
  public void tag(String tag, Object value) {
    synchronized (this) {
      tags.put(tag, value);
    }
    applyTags();
  }

  /** Brings back the tags that the builder gave. */
  public void resetTags() {
    synchronized (this) {
      if (tags.equals(initialTags())) {
        return;
      }
      tags.clear();
      tags.putAll(initialTags());
    }
    applyTags();
  }

  private void applyTags() {
    writeConfig();
    service.signalMain("HUP");
    Await.until(name + " to show its tags", () -> !isRunning() || showsTags());
  }

  private synchronized boolean showsTags() {
    JsonNode wanted = Api.JSON.valueToTree(tags);
    return ask("/patroni")
        .map(answer -> answer.json().path("tags"))
        .filter(seen -> tags.isEmpty() ? seen.isEmpty() : seen.equals(wanted))
        .isPresent();
  }

  /** {@return what Patroni and PostgreSQL have written to their log so far} */
  public String log() {
    return service.logText();
  }

  Path dataDirectory() {
    return service.directory().resolve(DATA);
  }

  Service service() {
    return service;
  }

  @Override
  public String toString() {
    return name + " at " + address();
  }
}
