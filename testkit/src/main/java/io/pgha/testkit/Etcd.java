package io.pgha.testkit;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** The cluster's etcd (one process), with its faults. */
public final class Etcd {
  /** The second is that of etcd 3.3. */
  private static final List<String> GATEWAYS = List.of("/v3", "/v3beta");

  private final Site site;
  private final Service service;

  /** In seconds since 1970, as Patroni tells time. Written by who starts it, read by anybody. */
  private volatile long startedAt;

  Etcd(Site site) {
    this.site = site;
    Path directory = site.run().create("etcd", site.account());
    this.service = new Service(site.backend().etcdMachine(), directory, command(site, directory));
  }

  private static List<String> command(Site site, Path directory) {
    Addresses addresses = site.addresses();
    List<String> etcd =
        new ArrayList<>(
            Command.of(
                site.programs().etcd(),
                "--name=etcd",
                "--data-dir=" + directory.resolve(Member.DATA),
                "--listen-client-urls=" + addresses.allEtcdUrls(site.etcdScheme()),
                "--advertise-client-urls=" + site.etcdUrl(),
                "--listen-peer-urls=" + addresses.etcdPeerUrl(),
                "--initial-advertise-peer-urls=" + addresses.etcdPeerUrl(),
                "--initial-cluster=etcd=" + addresses.etcdPeerUrl()));
    if (site.settings().tlsOnly()) {
      etcd.addAll(certificates(Objects.requireNonNull(site.tls())));
    }
    return site.account().command(site.programs(), addresses.group(0), etcd);
  }

  private static List<String> certificates(Tls tls) {
    return List.of(
        "--cert-file=" + tls.file("server.crt"),
        "--key-file=" + tls.file("server.key"),
        "--trusted-ca-file=" + tls.file("ca.crt"),
        "--client-cert-auth");
  }

  /**
   * Starts etcd on the data it had; nothing happens when it runs already. Returns when it answers.
   */
  public void start() {
    if (!service.isRunning()) {
      startedAt = Instant.now().getEpochSecond();
    }
    service.start();
    Await.until("etcd to be healthy", () -> !service.isRunning() || (isHealthy() && isDecided()));
    if (!service.isRunning()) {
      throw new IllegalStateException("etcd has ended");
    }
  }

  /** Kills etcd (SIGKILL). Its data stays for {@link #start()}. */
  public void stop() {
    service.kill();
  }

  /** {@link #stop()} and {@link #start()}. */
  public void restart() {
    stop();
    start();
  }

  /** Stops etcd with SIGSTOP: connections stay open, nobody answers. */
  public void freeze() {
    service.freeze();
  }

  /** Continues a frozen etcd. */
  public void thaw() {
    service.thaw();
  }

  /**
   * Whether a member has reached etcd since etcd was started, by what it tells at {@code /patroni}.
   * Patroni before 2.1.2 does not tell, and counts as if it had.
   */
  boolean isSeen(JsonNode status) {
    return status.path("dcs_last_seen").asLong(Long.MAX_VALUE) > startedAt;
  }

  /** {@return whether etcd answers and has a leader of its own} */
  public boolean isHealthy() {
    return site.api()
        .get(url() + "/health")
        .filter(answer -> answer.body().contains("true"))
        .isPresent();
  }

  /**
   * A moment after it is healthy for the first time; Patroni 3.0 ends when it comes before that.
   */
  private boolean isDecided() {
    return site.api()
        .get(url() + "/version")
        .filter(answer -> !answer.body().contains("not_decided"))
        .isPresent();
  }

  /** {@return the address where it listens for the testkit; every member has another one} */
  public String host() {
    return site.addresses().etcd(0);
  }

  /** {@return the port for clients, on all its addresses} */
  public int port() {
    return site.addresses().etcdPort();
  }

  /** {@return {@link #host()} and {@link #port()} as a URL} */
  public String url() {
    return site.etcdUrl();
  }

  /** {@return what it has written to its log so far} */
  public String log() {
    return service.logText();
  }

  /**
   * Ends the lock of the leader now, as the {@code ttl} does when its Patroni no longer renews it.
   *
   * @throws IllegalStateException when nobody holds it, or etcd does not answer
   */
  public void expireLeaderLock() {
    if (!delete("leader").contains("\"deleted\"")) {
      throw new IllegalStateException("Nobody holds the lock of the leader in etcd at " + url());
    }
  }

  /** The JSON of the key below the cluster's own, for example {@code sync}; missing if none is. */
  JsonNode get(String key) {
    JsonNode value = Api.parse(call("range", key)).path("kvs").path(0).path("value");
    return value.isMissingNode() ? value : Api.parse(decoded(value.asText()));
  }

  private static String decoded(String base64) {
    return new String(Base64.getDecoder().decode(base64), StandardCharsets.UTF_8);
  }

  /**
   * Deletes the key below the cluster's own, for example {@code members/pg3}.
   *
   * @return what etcd answers, which counts what it deleted unless that is nothing
   */
  String delete(String key) {
    return call("deleterange", key);
  }

  private String call(String method, String key) {
    String path = "/service/" + site.scope() + "/" + key;
    String encoded = Base64.getEncoder().encodeToString(path.getBytes(StandardCharsets.UTF_8));
    return GATEWAYS.stream()
        .flatMap(gateway -> post(gateway + "/kv/" + method, Map.of("key", encoded)).stream())
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "etcd at " + url() + " does not answer " + method + " of " + path));
  }

  private Optional<String> post(String path, Map<String, String> body) {
    return site.api()
        .send("POST", url() + path, body)
        .filter(answer -> answer.status() == 200)
        .map(Api.Answer::body);
  }

  Service service() {
    return service;
  }
}
