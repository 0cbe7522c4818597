package io.pgha.proxy.doctor;

import io.pgha.driver.config.HostPort;
import io.pgha.proxy.live.Gone;
import java.util.Optional;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/** What the URL says, compared with what there is. Pure. */
final class UrlFindings {
  private UrlFindings() {}

  static Stream<Finding> of(Facts facts) {
    return Stream.concat(
        goneSeeds(facts), Stream.of(oneName(facts), noKeepAlive(facts)).flatMap(Optional::stream));
  }

  static Stream<Finding> goneSeeds(Facts facts) {
    return Gone.seeds(facts.view(), facts.discovered()).stream()
        .map(
            seed ->
                Finding.warning(
                    "The URL names %s, which is no member of the cluster, under this address at least"
                        .formatted(seed),
                    "take it out of the URL, or write it as Patroni announces it"));
  }

  static Optional<Finding> oneName(Facts facts) {
    if (facts.config().seeds().size() > 1) {
      return Optional.empty();
    }
    HostPort only = facts.config().seeds().get(0);
    return facts.resolved().getOrDefault(only.host(), 1) > 1
        ? Optional.of(
            Finding.advice(
                "All members are behind the one name %s: which of them answer first is left to DNS, and without it nobody can connect"
                    .formatted(only.host()),
                "several hosts in the URL"))
        : Finding.when(
            facts.view().members().size() > 1,
            Finding.advice(
                "The URL names %s alone: an application that starts while that is down finds no cluster"
                    .formatted(only),
                "several hosts in the URL"));
  }

  static Optional<Finding> noKeepAlive(Facts facts) {
    boolean on = PGProperty.TCP_KEEP_ALIVE.getBoolean(facts.config().driver().toProperties());
    boolean watched = !facts.config().routing().stallTimeout().isZero();
    String what =
        "The URL has not tcpKeepAlive=true: firewalls forget idle sessions, whose next statement fails";
    return Finding.when(
        !on,
        watched
            ? Finding.advice(what, "tcpKeepAlive=true in the URL")
            : Finding.warning(
                what + "; with stallTimeout=0 a statement whose member vanished waits for ever",
                "tcpKeepAlive=true in the URL, and no stallTimeout=0"));
  }
}
