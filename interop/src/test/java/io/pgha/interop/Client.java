package io.pgha.interop;

import static org.awaitility.Awaitility.await;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.net.URI;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Collection;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The cluster's URLs, and what the tests ask of a connection. */
final class Client {
  /** The member that runs a statement says so. */
  static final String WHERE = "select host(inet_server_addr())";

  private final PatroniCluster cluster;

  Client(PatroniCluster cluster) {
    this.cluster = cluster;
  }

  /** With all members, and these {@code &name=value} parameters. */
  String url(String... parameters) {
    return url(cluster.members(), parameters);
  }

  /** With the leader last. */
  String urlWithReplicasFirst() {
    Member leader = cluster.leader();
    Stream<Member> others = cluster.members().stream().filter(member -> member != leader);
    return url(Stream.concat(others, Stream.of(leader)).toList());
  }

  private String url(Collection<Member> members, String... parameters) {
    String hosts = members.stream().map(Member::address).collect(Collectors.joining(","));
    int port = URI.create(cluster.members().get(0).apiUrl()).getPort();
    return "jdbc:pgha://"
        + hosts
        + "/"
        + cluster.database()
        + "?patroniPort="
        + port
        // Sessions for reading leave after two polls.
        + "&pollInterval=1s"
        + String.join("", parameters);
  }

  /**
   * Makes whoever connects soon with this URL read on replicas: until one has been heard, reads go
   * to the leader.
   */
  void awaitReadsOnReplicas(String url) {
    await()
        .atMost(Duration.ofSeconds(60))
        .ignoreExceptions()
        .until(
            () -> {
              try (Connection connection =
                  DriverManager.getConnection(url, cluster.user(), cluster.password())) {
                connection.setReadOnly(true);
                return memberOf(connection) != cluster.leader();
              }
            });
  }

  /** The member with the address that {@link #WHERE} tells. */
  Member member(String address) {
    return cluster.members().stream()
        .filter(member -> member.host().equals(address))
        .findFirst()
        .orElseThrow();
  }

  Member memberOf(Connection connection) throws SQLException {
    return member(ask(connection, WHERE));
  }

  static String ask(Connection connection, String sql) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery(sql)) {
      answer.next();
      return answer.getString(1);
    }
  }
}
