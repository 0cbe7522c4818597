package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Writes a member's Patroni configuration, as JSON because every JSON document is YAML. */
final class MemberConfig {
  private final Site site;
  private final int index;
  private final String name;
  private final Path directory;

  MemberConfig(Site site, int index, String name, Path directory) {
    this.site = site;
    this.index = index;
    this.name = name;
    this.directory = directory;
  }

  static Path file(Path directory) {
    return directory.resolve("patroni.yml");
  }

  /** Readable by the account alone: it holds the passwords. */
  void write(Map<String, Object> tags, Account account) {
    try {
      Path next = directory.resolve("patroni.yml.next");
      Files.writeString(next, text(tags));
      Files.setPosixFilePermissions(next, PosixFilePermissions.fromString("rw-------"));
      account.own(next);
      Files.move(next, file(directory), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String text(Map<String, Object> tags) {
    Map<String, Object> config = new LinkedHashMap<>();
    config.put("scope", site.scope());
    config.put("name", name);
    config.put("restapi", restapi());
    config.put("etcd3", etcd());
    config.put(
        "bootstrap", Map.of("dcs", DynamicConfig.initial(site.settings()), "initdb", initdb()));
    config.put("postgresql", postgresql());
    config.put("tags", tags);
    Tls tls = site.tls();
    if (tls != null) {
      config.put("ctl", ctl(tls));
    }
    return Api.json(config);
  }

  private Map<String, Object> restapi() {
    String address = site.addresses().member(index) + ":" + site.addresses().apiPort();
    Map<String, Object> restapi = new LinkedHashMap<>();
    restapi.put("listen", address);
    restapi.put("connect_address", address);
    Tls tls = site.tls();
    if (tls != null) {
      restapi.put("cafile", tls.file("ca.crt").toString());
      restapi.put("certfile", tls.file("server.crt").toString());
      restapi.put("keyfile", tls.file("server.key").toString());
      restapi.put("verify_client", verifyClient());
    }
    return restapi;
  }

  private String verifyClient() {
    return site.settings().apiSecurity() == ApiSecurity.HTTPS_CLIENT_CERTIFICATE
        ? "required"
        : "none";
  }

  /** What members show each other: Patroni calls its own client's settings "ctl". */
  private static Map<String, Object> ctl(Tls tls) {
    return Map.of(
        "cacert", tls.file("ca.crt").toString(),
        "certfile", tls.file("server.crt").toString(),
        "keyfile", tls.file("server.key").toString());
  }

  /**
   * An address that etcd does not tell itself is a proxy's: otherwise Patroni asks etcd for its
   * addresses and finds the way around an isolation. Others are none, because Patroni 2.0 does not
   * start with proxies before etcd's version 3.
   */
  private Map<String, Object> etcd() {
    Addresses addresses = site.addresses();
    String address = addresses.etcd(index);
    Map<String, Object> etcd = new LinkedHashMap<>();
    etcd.put("hosts", List.of(address + ":" + addresses.etcdPort()));
    etcd.put("use_proxies", !address.equals(addresses.etcd(0)));
    Tls tls = site.tls();
    if (tls != null && site.settings().tlsOnly()) {
      etcd.put("protocol", "https");
      etcd.put("cacert", tls.file("ca.crt").toString());
      etcd.put("cert", tls.file("server.crt").toString());
      etcd.put("key", tls.file("server.key").toString());
    }
    return etcd;
  }

  private static List<Object> initdb() {
    return List.of(
        Map.of("encoding", "UTF8"),
        Map.of("locale", "C.UTF-8"),
        Map.of("auth-local", "trust"),
        Map.of("auth-host", "scram-sha-256"),
        "no-sync");
  }

  private Map<String, Object> postgresql() {
    String address = site.addresses().member(index) + ":" + site.addresses().postgresPort();
    Map<String, Object> postgresql = new LinkedHashMap<>();
    postgresql.put("listen", address);
    postgresql.put("connect_address", address);
    postgresql.put("data_dir", directory.resolve(Member.DATA).toString());
    postgresql.put("bin_dir", String.valueOf(site.programs().postgres().getParent()));
    postgresql.put("pgpass", directory.resolve("pgpass").toString());
    // Its own PostgreSQL stays in reach of an isolated Patroni.
    postgresql.put("use_unix_socket", true);
    postgresql.put("use_unix_socket_repl", true);
    postgresql.put("authentication", authentication());
    postgresql.put("parameters", parameters());
    postgresql.put("pg_hba", hba());
    postgresql.put("basebackup", List.of(Map.of("checkpoint", "fast"), "no-sync"));
    postgresql.put("remove_data_directory_on_rewind_failure", true);
    postgresql.put("remove_data_directory_on_diverged_timelines", true);
    return postgresql;
  }

  private Map<String, Object> parameters() {
    Map<String, Object> parameters = new LinkedHashMap<>();
    parameters.put("unix_socket_directories", directory.toString());
    Tls tls = site.tls();
    if (tls != null) {
      parameters.put("ssl", "on");
      parameters.put("ssl_cert_file", tls.file("postgres.crt").toString());
      parameters.put("ssl_key_file", tls.file("postgres.key").toString());
    }
    return parameters;
  }

  private Map<String, Object> authentication() {
    Credentials credentials = site.credentials();
    return Map.of(
        "superuser", login(Credentials.SUPERUSER, credentials.superuserPassword()),
        "replication", login(Credentials.REPLICATOR, credentials.replicationPassword()));
  }

  private static Map<String, String> login(String user, String password) {
    return Map.of("username", user, "password", password);
  }

  private List<String> hba() {
    List<String> rules =
        new ArrayList<>(List.of("local all all trust", "local replication all trust"));
    String host = site.settings().tlsOnly() ? "hostssl" : "host";
    for (String clients : site.addresses().clients()) {
      rules.add(host + " all all " + clients + " scram-sha-256");
      rules.add(host + " replication " + Credentials.REPLICATOR + " " + clients + " scram-sha-256");
    }
    return rules;
  }
}
