package io.pgha.driver.proof;

import io.pgha.driver.it.ClusterClient;
import io.pgha.driver.proof.Writes.Way;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Predicate;

/** Writers on the driver, each with one connection, and a plain one for each member. */
final class Race implements AutoCloseable {
  private static final Duration PAUSE = Duration.ofMillis(5);
  private static final Duration END = Duration.ofSeconds(60);

  private final PatroniCluster cluster;
  private final ViewLog views;
  private final Queue<Operation> operations = new ConcurrentLinkedQueue<>();
  private final List<Client> writers = new ArrayList<>();
  private final List<Client> control = new ArrayList<>();

  private Race(PatroniCluster cluster, ViewLog views) {
    this.cluster = cluster;
    this.views = views;
  }

  static Race start(PatroniCluster cluster, int writers) throws SQLException {
    ClusterClient client = new ClusterClient(cluster);
    createTable(client);
    Race race = new Race(cluster, ViewLog.of(ClusterClient.pgha(client.connect())));
    for (int i = 1; i <= writers; i++) {
      race.writers.add(
          race.writer(Traffic.ONE + ": writer " + i, OwnConnection.of(client::connect)));
    }
    for (Member member : cluster.members()) {
      OwnConnection.Source plain =
          () -> client.connectPlainly(member, "connectTimeout=1", "socketTimeout=2");
      race.control.add(
          race.writer(Traffic.CONTROL + ": " + member.name(), OwnConnection.patient(plain)));
    }
    race.writers.forEach(Client::start);
    race.control.forEach(Client::start);
    return race;
  }

  private static void createTable(ClusterClient client) throws SQLException {
    try (Connection connection = client.connect()) {
      ClusterClient.run(connection, "drop table if exists written");
      ClusterClient.run(
          connection,
          "create table written (client text, number bigint, primary key (client, number))");
    }
  }

  private Client writer(String name, Lender lender) {
    return new Client(
        name, new Writes(new Journal(name, operations::add), lender, Way.AUTOCOMMIT), PAUSE);
  }

  /** Waits until every writer on the driver, and a plain one, has written there from now on. */
  void awaitWritesOn(Member member) {
    long since = System.nanoTime();
    writers.forEach(each -> await(each.name(), each.name()::equals, member, since));
    await("a control client", name -> name.startsWith(Traffic.CONTROL), member, since);
  }

  /** Waits until the view has it too: a session that was opened ahead writes before that. */
  void awaitViewOf(Member leader, long since) {
    cluster.await(
        "the view to have " + leader,
        () ->
            views.seen().stream()
                .anyMatch(each -> each.at() > since && Stages.isReady(each, leader.host())));
  }

  private void await(String who, Predicate<String> client, Member member, long since) {
    cluster.await(
        who + " to write on " + member,
        () ->
            operations.stream()
                .filter(each -> each.ended() > since && each.acknowledged())
                .filter(each -> client.test(each.client()))
                .anyMatch(each -> member.host().equals(each.server())));
  }

  List<Stages> stages(long struck, Member leader) {
    return Stages.of(struck, leader.host(), operations, views.seen());
  }

  void stop() throws InterruptedException {
    writers.forEach(Client::stop);
    control.forEach(Client::stop);
    for (Client each : writers) {
      var unused = each.awaitEnd(END);
    }
    for (Client each : control) {
      var unused = each.awaitEnd(END);
    }
  }

  @Override
  public void close() throws SQLException {
    writers.forEach(Client::stop);
    control.forEach(Client::stop);
    views.close();
  }
}
