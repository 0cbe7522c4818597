package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Where a cluster's processes listen: cluster number n owns 127.77.n.0/24. Every member has an
 * address of its own for PostgreSQL and Patroni, and one of its own at etcd, so that dropping one
 * address cuts off exactly one member. On a {@link Network}, that is where the members' own are; in
 * containers all of them, with etcd's, of which one is enough there.
 */
record Addresses(
    int number, Place place, int postgresPort, int apiPort, int etcdPort, int etcdPeerPort) {
  static final int MAX_NUMBER = 250;
  static final int MAX_MEMBERS = 20;

  /** The groups of all members of all clusters, as a range. */
  static final String GROUPS = "20000-" + (20_000 + 100 * MAX_NUMBER + 99);

  /** The usual ports, or free ones where somebody listens to the usual ones on all addresses. */
  static Addresses onThisMachine(int number, Place place) {
    String member = member(number, place, 1);
    String etcd = host(number, 100);
    return new Addresses(
        number,
        place,
        freePort(member, 5432),
        freePort(member, 8008),
        freePort(etcd, 2379),
        freePort(etcd, 2380));
  }

  static Addresses inContainers(int number) {
    return new Addresses(number, Place.CONTAINERS, 5432, 8008, 2379, 2380);
  }

  String member(int index) {
    return member(number, place, index);
  }

  private static String member(int number, Place place, int index) {
    return place == Place.LOOPBACK ? host(number, 10 + index) : Network.member(number, index);
  }

  /** All addresses from which PostgreSQL is reached. */
  List<String> clients() {
    return place == Place.LOOPBACK
        ? List.of("127.0.0.0/8")
        : List.of("127.0.0.0/8", Network.subnet(number));
  }

  /** Where the member reaches etcd; index 0 is the testkit's own way. */
  String etcd(int index) {
    return place == Place.CONTAINERS ? Network.etcd(number) : host(number, 100 + index);
  }

  String etcdUrl(String scheme, int index) {
    return scheme + "://" + etcd(index) + ":" + etcdPort;
  }

  String allEtcdUrls(String scheme) {
    return IntStream.rangeClosed(0, MAX_MEMBERS)
        .mapToObj(index -> etcdUrl(scheme, index))
        .distinct()
        .collect(Collectors.joining(","));
  }

  String etcdPeerUrl() {
    return "http://" + etcd(0) + ":" + etcdPeerPort;
  }

  /** The group whose id labels the packets of a member; index 0 is etcd. */
  int group(int index) {
    return 20_000 + 100 * number + index;
  }

  private static String host(int number, int last) {
    return "127.77." + number + "." + last;
  }

  static int freePort(String host, int preferred) {
    return isFree(host, preferred) ? preferred : anyFreePort(host);
  }

  private static boolean isFree(String host, int port) {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(host, port));
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static int anyFreePort(String host) {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(host))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new UncheckedIOException(
          "No free port on " + host + "; the testkit needs Linux's loopback", e);
    }
  }
}
