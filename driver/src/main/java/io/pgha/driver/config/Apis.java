package io.pgha.driver.config;

import io.pgha.driver.PghaProperty;
import java.net.URI;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which API belongs to which host of the URL. */
record Apis(Map<HostPort, URI> bySeed, Set<URI> forDiscovery) {
  static Apis of(List<HostPort> hosts, TlsFiles tls, Parameters parameters) throws SQLException {
    List<URI> urls = parameters.find(PghaProperty.PATRONI_URLS, ApiUrls::parse).orElse(List.of());
    if (urls.isEmpty()) {
      return atPatroniPort(hosts, tls, parameters);
    }
    checkTlsIsUsed(urls, tls, parameters);
    return urls.size() == hosts.size()
        ? inOrder(hosts, urls, parameters)
        : forDiscoveryOnly(urls, parameters);
  }

  private static Apis atPatroniPort(List<HostPort> hosts, TlsFiles tls, Parameters parameters)
      throws SQLException {
    String scheme = tls.given() ? "https" : "http";
    int port = parameters.get(PghaProperty.PATRONI_PORT, Ports::parse);
    Map<HostPort, URI> apis = new LinkedHashMap<>();
    for (HostPort host : hosts) {
      apis.put(host.normalized(), api(scheme, host, port));
    }
    Optional<String> shared = shared(apis);
    if (shared.isPresent()) {
      throw Invalid.url(shared.get() + "; patroniUrls can name each one's own");
    }
    return new Apis(apis, Set.of());
  }

  private static URI api(String scheme, HostPort host, int port) throws SQLException {
    try {
      return ApiUrls.of(scheme, host, port);
    } catch (WrongValueException e) {
      throw Invalid.url("\"" + host.host() + "\" is no host name");
    }
  }

  private static Apis inOrder(List<HostPort> hosts, List<URI> urls, Parameters parameters)
      throws SQLException {
    Map<HostPort, URI> apis = new LinkedHashMap<>();
    for (int i = 0; i < urls.size(); i++) {
      URI url = urls.get(i);
      URI earlier = apis.put(hosts.get(i).normalized(), url);
      if (earlier != null && !earlier.equals(url)) {
        throw parameters.invalid(
            PghaProperty.PATRONI_URLS, hosts.get(i) + " stands in the URL twice and has two APIs");
      }
    }
    Optional<String> shared = shared(apis);
    if (shared.isPresent()) {
      throw parameters.invalid(PghaProperty.PATRONI_URLS, shared.get());
    }
    return new Apis(apis, Set.of());
  }

  private static Apis forDiscoveryOnly(List<URI> urls, Parameters parameters) throws SQLException {
    if (!parameters.get(PghaProperty.DISCOVERY, Choice::onOff)) {
      throw parameters.invalid(
          PghaProperty.PATRONI_URLS, "With discovery=off there must be one for each host");
    }
    return new Apis(Map.of(), Set.copyOf(urls));
  }

  /** One Patroni looks after one PostgreSQL, so two hosts with one API cannot be told apart. */
  private static Optional<String> shared(Map<HostPort, URI> apis) {
    Map<URI, HostPort> owners = new HashMap<>();
    for (Map.Entry<HostPort, URI> entry : apis.entrySet()) {
      HostPort other = owners.put(entry.getValue(), entry.getKey());
      if (other != null) {
        return Optional.of(
            "%s and %s would have the same Patroni API %s"
                .formatted(other, entry.getKey(), entry.getValue()));
      }
    }
    return Optional.empty();
  }

  private static void checkTlsIsUsed(List<URI> urls, TlsFiles tls, Parameters parameters)
      throws SQLException {
    if (tls.given() && urls.stream().noneMatch(url -> "https".equals(url.getScheme()))) {
      throw parameters.invalid(
          PghaProperty.PATRONI_URLS,
          "None is https, although patroniCaFile or patroniCertFile is given");
    }
  }
}
