package io.pgha.proxy.doctor;

import io.pgha.driver.config.Config;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus;
import io.pgha.driver.topology.View;
import io.pgha.proxy.definition.Members;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.emit.Demand;
import io.pgha.proxy.live.LiveCluster;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Asks all there is to ask of a cluster, each thing once. Patroni serves few requests at a time:
 * the watch ends before members are asked beside it.
 */
final class Examination {
  private static final int CONNECT_MILLIS = 2_000;

  private final LiveCluster live;
  private final Settings settings;

  Examination(LiveCluster live, Settings settings) {
    this.live = live;
    this.settings = settings;
  }

  /** What the driver sees, and what its sessions say. */
  private record Watched(View view, boolean discovered, Attempt write, Attempt read) {}

  /** To be called once, as it closes the cluster. */
  Facts facts(OptionalInt pools) throws SQLException {
    Watched watched = watched();
    View view = watched.view();
    try (Api api = new Api(live.config())) {
      return new Facts(
          live.config(),
          view,
          watched.discovered(),
          whom(view).flatMap(api::config),
          skews(api, view),
          unreachable(view),
          resolved(live.config()),
          watched.write(),
          watched.read(),
          pools,
          demand(view));
    }
  }

  private Watched watched() {
    try (live) {
      View view = live.awaitAnswers();
      Attempt write = attempt(/* readOnly= */ false);
      Attempt read = attempt(/* readOnly= */ true);
      return new Watched(view, live.cluster().discovered(), write, read);
    }
  }

  private Attempt attempt(boolean readOnly) {
    try (Connection connection = live.connect(readOnly)) {
      return new Attempt(Optional.of(SessionFacts.of(connection)), "");
    } catch (SQLException e) {
      return new Attempt(Optional.empty(), e.getSQLState() + ", " + e.getMessage());
    }
  }

  /** Who can tell the configuration without having to wait for the DCS. */
  private static Optional<URI> whom(View view) {
    return view.members().stream()
        .filter(MemberView::answering)
        .filter(Examination::reachesDcs)
        .map(seen -> seen.member().api())
        .findFirst();
  }

  private static boolean reachesDcs(MemberView seen) {
    PatroniStatus status = seen.status();
    return status != null && status.reachesDcs(/* unlessTold= */ true);
  }

  private static Map<URI, Duration> skews(Api api, View view) {
    Map<URI, Duration> skews = new HashMap<>();
    view.members().stream()
        .filter(MemberView::answering)
        .map(seen -> seen.member().api())
        .forEach(uri -> api.skew(uri).ifPresent(skew -> skews.put(uri, skew)));
    return skews;
  }

  private static Set<HostPort> unreachable(View view) {
    return view.members().stream()
        .map(seen -> seen.member().postgres())
        .filter(address -> !isReachable(address))
        .collect(Collectors.toSet());
  }

  private static boolean isReachable(HostPort address) {
    try (Socket socket = new Socket()) {
      socket.connect(new InetSocketAddress(address.host(), address.port()), CONNECT_MILLIS);
      return true;
    } catch (IOException e) {
      return false;
    }
  }

  private static Map<String, Integer> resolved(Config config) {
    Map<String, Integer> counts = new HashMap<>();
    config.seeds().forEach(seed -> counts.put(seed.host(), addresses(seed.host())));
    return counts;
  }

  private static int addresses(String host) {
    try {
      return InetAddress.getAllByName(host).length;
    } catch (UnknownHostException e) {
      return 0;
    }
  }

  private OptionalInt demand(View view) {
    try {
      return OptionalInt.of(Demand.perMember(Members.of(live.config(), settings, view)));
    } catch (ProblemException e) {
      return OptionalInt.empty();
    }
  }
}
