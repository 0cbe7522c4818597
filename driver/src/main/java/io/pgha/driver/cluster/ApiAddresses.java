package io.pgha.driver.cluster;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.Member;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The addresses behind the names of REST APIs. */
final class ApiAddresses {
  private ApiAddresses() {}

  static Map<URI, Set<InetSocketAddress>> resolve(List<Member> seeds, List<Discovered> discovered) {
    return Stream.concat(seeds.stream().map(Member::api), discovered.stream().map(Discovered::api))
        .distinct()
        .collect(Collectors.toMap(api -> api, ApiAddresses::resolve));
  }

  private static Set<InetSocketAddress> resolve(URI api) {
    HostPort address = HostPort.of(api);
    return resolve(address.host(), address.port());
  }

  private static Set<InetSocketAddress> resolve(String host, int port) {
    try {
      return Arrays.stream(InetAddress.getAllByName(host))
          .map(address -> new InetSocketAddress(address, port))
          .collect(Collectors.toSet());
    } catch (UnknownHostException e) {
      return Set.of();
    }
  }
}
