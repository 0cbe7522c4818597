package io.pgha.proxy.doctor;

import io.pgha.driver.config.IpAddresses;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.Stream;
import org.postgresql.PGProperty;

/** What sessions show of PostgreSQL, and of what is on the way to it. Pure. */
final class SessionFindings {
  private SessionFindings() {}

  static Stream<Finding> of(Facts facts) {
    Stream<Finding> both =
        Stream.of(
                failed("writing", facts.write()),
                failed("reading", facts.read()),
                tooManyPools(facts),
                tooMuchDemand(facts),
                silentClients(facts))
            .flatMap(Optional::stream);
    Stream<Finding> each =
        facts
            .sessions()
            .flatMap(
                session ->
                    Stream.of(pooler(session), elsewhere(session), plainText(facts, session))
                        .flatMap(Optional::stream))
            .distinct();
    return Stream.concat(both, each);
  }

  static Optional<Finding> failed(String purpose, Attempt attempt) {
    return Finding.when(
        attempt.facts().isEmpty(),
        Finding.error(
            "No connection for %s: %s".formatted(purpose, attempt.failure()),
            "what the message says; pgha status shows who could serve it"));
  }

  static Optional<Finding> tooManyPools(Facts facts) {
    OptionalInt available = available(facts);
    OptionalInt pools = facts.pools();
    return Finding.when(
        available.isPresent() && pools.isPresent() && pools.getAsInt() > available.getAsInt(),
        Finding.error(
            "The pools may open %d sessions on one member (all of them on the leader, when no replica is left), and it has room for %d"
                .formatted(pools.orElse(0), available.orElse(0)),
            "smaller pools, or a greater max_connections"));
  }

  static Optional<Finding> tooMuchDemand(Facts facts) {
    OptionalInt available = available(facts);
    OptionalInt demand = facts.demand();
    return Finding.when(
        available.isPresent() && demand.isPresent() && demand.getAsInt() > available.getAsInt(),
        Finding.warning(
            "By these settings pgha haproxy lets all HAProxy hosts open %d sessions on one member, and it has room for %d"
                .formatted(demand.orElse(0), available.orElse(0)),
            "--set connections.max=N with the max_connections of the members, for all pgha commands"));
  }

  private static OptionalInt available(Facts facts) {
    return facts
        .sessions()
        .map(SessionFacts::available)
        .filter(OptionalInt::isPresent)
        .findFirst()
        .orElse(OptionalInt.empty());
  }

  /** PostgreSQL's own way to see that a client has vanished; the system's takes two hours. */
  static Optional<Finding> silentClients(Facts facts) {
    boolean hurts =
        facts
            .sessions()
            .anyMatch(
                session ->
                    isZero(session.number("tcp_user_timeout"))
                        && session.number("tcp_keepalives_idle").orElse(0) >= 600);
    return Finding.when(
        hurts,
        Finding.warning(
            "PostgreSQL has neither tcp_user_timeout nor a short tcp_keepalives_idle: the transaction of a client that vanished keeps its locks for hours",
            "tcp_user_timeout = 30s, tcp_keepalives_idle = 60s, tcp_keepalives_interval = 10s among the PostgreSQL parameters (patronictl edit-config)"));
  }

  private static boolean isZero(OptionalInt number) {
    return number.isPresent() && number.getAsInt() == 0;
  }

  static Optional<Finding> pooler(SessionFacts session) {
    return Finding.when(
        session.pooled(),
        Finding.warning(
            "There is a pooler such as PgBouncer at %s: it may go on to lend sessions of a leader that has changed, and in transaction mode drops what is set for a session"
                .formatted(session.asked()),
            "name PostgreSQL itself, and pool in the application; or make sure that the pooler reconnects at a failover"));
  }

  static Optional<Finding> elsewhere(SessionFacts session) {
    boolean other =
        session.reached().filter(reached -> reached.port() != session.asked().port()).isPresent();
    return Finding.when(
        other && !session.pooled(),
        Finding.advice(
            "%s leads to the PostgreSQL at %s: something forwards in between, which may know less of the cluster than pgha"
                .formatted(
                    session.asked(), session.reached().map(Object::toString).orElse("elsewhere")),
            "name PostgreSQL itself, unless this is NAT"));
  }

  static Optional<Finding> plainText(Facts facts, SessionFacts session) {
    boolean password = PGProperty.PASSWORD.isPresent(facts.config().driver().toProperties());
    return Finding.when(
        password && !session.encrypted() && !isLoopback(session),
        Finding.warning(
            "Sessions to %s are not encrypted, and log in with a password"
                .formatted(session.asked()),
            "ssl: on among the PostgreSQL parameters, and sslmode=verify-full in the URL"));
  }

  private static boolean isLoopback(SessionFacts session) {
    String host = session.asked().host();
    return host.equals("localhost")
        || IpAddresses.parse(host).filter(address -> address.isLoopbackAddress()).isPresent();
  }
}
