package io.pgha.driver.proof;

import io.pgha.driver.PghaConnection;
import io.pgha.driver.proof.Sighting.Observed;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.sql.SQLException;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;

/** Looks at the driver's view all the time, as the driver tells nobody of a new one. */
final class ViewWatch implements AutoCloseable {
  private static final Duration INTERVAL = Duration.ofMillis(1);

  private record Round(long number, long since) {}

  private final PghaConnection connection;
  private final Thread thread = new Thread(this::run, "view-watch");
  private final Queue<Sighting> sightings = new ConcurrentLinkedQueue<>();
  private volatile boolean stopped;

  // Used by the thread alone.
  private long lastSequence = -1;
  private final Map<String, Round> rounds = new HashMap<>();

  /** Takes over the connection, of which it needs no session. */
  ViewWatch(PghaConnection connection) {
    this.connection = connection;
    thread.setDaemon(true);
  }

  void start() {
    thread.start();
  }

  private void run() {
    while (!stopped) {
      look();
      LockSupport.parkNanos(INTERVAL.toNanos());
    }
  }

  private void look() {
    View view = connection.view();
    if (view.sequence() != lastSequence) {
      lastSequence = view.sequence();
      sightings.add(sighting(view, System.nanoTime()));
    }
  }

  private Sighting sighting(View view, long now) {
    Map<String, Observed> members = new HashMap<>();
    for (MemberView member : view.members()) {
      members.put(address(member), new Observed(since(member, now), member.lag()));
    }
    String leader = view.leaderMember().map(ViewWatch::address).orElse(null);
    return new Sighting(view.sequence(), now, leader, members);
  }

  private long since(MemberView member, long now) {
    return rounds
        .compute(
            address(member),
            (same, round) ->
                round != null && round.number() == member.round()
                    ? round
                    : new Round(member.round(), now))
        .since();
  }

  private static String address(MemberView member) {
    return member.member().postgres().host();
  }

  View view() {
    return connection.view();
  }

  List<Sighting> sightings() {
    return List.copyOf(sightings);
  }

  @Override
  public void close() throws SQLException {
    stopped = true;
    connection.close();
  }
}
