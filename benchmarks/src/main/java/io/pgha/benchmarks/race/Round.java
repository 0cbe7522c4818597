package io.pgha.benchmarks.race;

import io.pgha.benchmarks.race.Judge.Entry;
import io.pgha.benchmarks.race.Results.RequestCount;
import io.pgha.benchmarks.race.Results.RoundResult;
import io.pgha.testkit.PatroniCluster;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

/**
 * One fault for all contenders, each with clients that are new for it.
 *
 * @param ceiling how long after the cluster itself has got over the fault everybody may take
 */
record Round(Track track, List<Contender> contenders, Fault fault, int number, Duration ceiling) {
  /** So long everybody must have been well before it begins, and before it ends. */
  private static final Duration STEADY = Duration.ofSeconds(1);

  private static final Duration CALM = Duration.ofSeconds(5);
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final Duration LOOK = Duration.ofMillis(50);

  /** A new connection goes to a replica of the contender's choice, so it takes some. */
  private static final int MOVES = 10;

  private static final Duration MOVE = Duration.ofMillis(300);

  /** From the strike to the end. */
  private record Window(long strike, long end, List<RequestCount> requests) {
    double to() {
      return Judge.millis(end - strike);
    }
  }

  RoundResult run() throws InterruptedException {
    track.awaitReady();
    long before = track.nextNumber();
    List<Lane> lanes = enter();
    Window window = raceToTheEnd(lanes);
    track.cluster().heal();
    List<Entry> entries = lanes.stream().map(lane -> Entry.of(lane, window.end())).toList();
    return judge(window, entries, track.kept(before));
  }

  private Window raceToTheEnd(List<Lane> lanes) throws InterruptedException {
    try {
      return race(lanes);
    } finally {
      stop(lanes);
    }
  }

  private List<Lane> enter() {
    return contenders.stream()
        .flatMap(
            contender ->
                Stream.of(Operation.values())
                    .map(operation -> contender.enter(operation, track::nextNumber)))
        .toList();
  }

  private Window race(List<Lane> lanes) {
    Scene scene = Scene.of(track.cluster(), limit(lanes));
    fault.preparation().on(scene);
    if (fault.place() == Fault.Place.ON_THE_BYSTANDER) {
      awaitEverybody(lanes);
      moveReaders(lanes, scene);
    }
    awaitEverybody(lanes);
    List<RequestCount> before = requests();
    // Counting has taken a while, in which somebody may have been late.
    awaitEverybody(lanes);
    long strike = System.nanoTime();
    fault.act().on(scene);
    awaitCalm(lanes);
    return new Window(strike, System.nanoTime(), since(before));
  }

  private static Lane limit(List<Lane> lanes) {
    return lanes.stream()
        .filter(lane -> lane.contender().equals(Contender.LIMIT))
        .filter(lane -> lane.operation() == Operation.WRITE)
        .findFirst()
        .orElseThrow();
  }

  private void awaitEverybody(List<Lane> lanes) {
    PatroniCluster cluster = track.cluster();
    try {
      cluster.await(
          "every contender to be served",
          PATIENCE,
          () -> lanes.stream().allMatch(lane -> lane.isWell(STEADY)));
    } catch (IllegalStateException e) {
      throw notServed(lanes.stream().filter(lane -> !lane.isWell(STEADY)).toList(), e);
    }
  }

  private IllegalStateException notServed(List<Lane> lanes, IllegalStateException waited) {
    IllegalStateException said =
        new IllegalStateException("Before '%s': not %s".formatted(fault, lanes), waited);
    lanes.stream()
        .flatMap(lane -> lane.clients().stream())
        .flatMap(client -> client.failure().stream())
        .forEach(said::addSuppressed);
    return said;
  }

  private static void moveReaders(List<Lane> lanes, Scene scene) {
    String wanted = scene.bystander().host();
    for (int i = 0; i < MOVES; i++) {
      long since = System.nanoTime() - STEADY.toNanos();
      lanes.stream()
          .filter(lane -> lane.operation() == Operation.READ)
          .filter(lane -> !lane.isServed(since, wanted::equals))
          .forEach(lane -> lane.clients().forEach(Client::move));
      scene.hold(MOVE);
    }
  }

  /** Whoever is not well when the ceiling has passed has not come back. */
  private void awaitCalm(List<Lane> lanes) {
    long now = System.nanoTime();
    while (!hasPassed(now, ceiling) && !(hasPassed(now, CALM) && isCalm(lanes))) {
      LockSupport.parkNanos(LOOK.toNanos());
    }
  }

  private static boolean hasPassed(long since, Duration length) {
    return System.nanoTime() - since > length.toNanos();
  }

  private static boolean isCalm(List<Lane> lanes) {
    return lanes.stream().allMatch(lane -> lane.isWell(CALM));
  }

  private List<RequestCount> requests() {
    return contenders.stream()
        .map(each -> new RequestCount(each.name(), each.requests().getAsLong()))
        .toList();
  }

  private List<RequestCount> since(List<RequestCount> before) {
    List<RequestCount> now = requests();
    return before.stream()
        .map(
            count ->
                new RequestCount(
                    count.contender(),
                    now.get(before.indexOf(count)).requests() - count.requests()))
        .toList();
  }

  private static void stop(List<Lane> lanes) throws InterruptedException {
    List<Client> clients = lanes.stream().flatMap(lane -> lane.clients().stream()).toList();
    clients.forEach(Client::stop);
    for (Client client : clients) {
      client.awaitEnd(LOOK.multipliedBy(4));
    }
  }

  private RoundResult judge(Window window, List<Entry> entries, Set<Long> kept) {
    List<Attempt> writes =
        entries.stream()
            .filter(entry -> entry.operation() == Operation.WRITE)
            .flatMap(entry -> entry.attempts().stream())
            .toList();
    Lineage lineage = new Lineage(writes, kept);
    Judge judge = new Judge(window.strike(), window.to(), lineage, track.names());
    return new RoundResult(
        fault.name(),
        fault.victim(),
        number,
        Judge.FROM,
        window.to(),
        judge.judge(entries),
        window.requests(),
        writes.stream().filter(lineage::isLost).count());
  }
}
