package io.pgha.driver.cluster;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.log.Log;
import io.pgha.driver.patroni.ClusterAnswer;
import io.pgha.driver.patroni.PatroniApi;
import io.pgha.driver.patroni.Poll;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.telemetry.Telemetry;
import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.Membership;
import io.pgha.driver.topology.Observation;
import io.pgha.driver.topology.TopologyRules;
import io.pgha.driver.topology.View;
import java.lang.System.Logger.Level;
import java.net.InetSocketAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Watches one cluster: one thread that asks the members in rounds and turns their answers into
 * views.
 *
 * <p>The thread is the only writer of everything here. Answers, signals and the end reach it as
 * events through its inbox; it waits for nothing else. A round does not wait for the one before: a
 * member that has not answered yet is left out, so that a frozen one delays nobody. A request that
 * takes too long counts as unanswered, and goes on: see {@link Pending}.
 */
final class ClusterMonitor implements AutoCloseable, StallWatch.Findings {
  static final Duration POLL_TIMEOUT = Duration.ofSeconds(1);
  private static final Duration POLL_PATIENCE = Duration.ofSeconds(5);
  private static final Duration DISCOVERY_TIMEOUT = Duration.ofSeconds(1);

  /** After the first answer, how long the others may keep the first view unsettled. */
  private static final Duration SETTLE_TIMEOUT = Duration.ofMillis(250);

  private static final long POSTPONED_NANOS = Duration.ofMillis(20).toNanos();

  private final BlockingQueue<Runnable> inbox = new LinkedBlockingQueue<>();
  private final WatchedCluster watched;
  private final PatroniApi client;
  private final ApiGate gate;
  private final Telemetry telemetry;
  private final Sessions sessions;
  private final StallWatch stalls;
  private final Consumer<View> publisher;
  private final BooleanSupplier awaited;
  private final Runnable housekeeping;
  private final Ticker ticker;
  private final long startedAt;
  private final RandomGenerator random;
  private final Pace pace;
  private final Discovery discovery;
  private final Thread thread;

  /** A hurry is in the inbox already: one stands for all that come before it is read. */
  private final AtomicBoolean hurried = new AtomicBoolean();

  private final Map<URI, MemberPace> memberPaces = new HashMap<>();
  private final Map<URI, Pending> polls = new HashMap<>();

  /** In this round: they are at rest still, or another cluster's monitor asks them. */
  private final Set<URI> postponed = new LinkedHashSet<>();

  private @Nullable Pending discovering;
  private View view;
  private long round;
  private long settleAt = Long.MAX_VALUE;
  private boolean closed;

  /** Written by the monitor's thread only. */
  private volatile boolean discovered;

  /**
   * @param client is closed with the monitor
   * @param telemetry is told of each poll
   * @param sessions show whether a member whose API is slow is alive
   * @param stalls is given a look at the sessions again and again
   * @param publisher is given every new view, by the monitor's thread
   * @param awaited says whether somebody waits for a better view
   * @param housekeeping is run by the monitor's thread in each round
   */
  ClusterMonitor(
      WatchedCluster watched,
      PatroniApi client,
      ApiGate gate,
      Telemetry telemetry,
      Sessions sessions,
      StallWatch stalls,
      Consumer<View> publisher,
      BooleanSupplier awaited,
      Runnable housekeeping,
      Ticker ticker,
      RandomGenerator random) {
    this.watched = watched;
    this.client = client;
    this.gate = gate;
    this.telemetry = telemetry;
    this.sessions = sessions;
    this.stalls = stalls;
    this.publisher = publisher;
    this.awaited = awaited;
    this.housekeeping = housekeeping;
    this.ticker = ticker;
    this.startedAt = ticker.read();
    this.random = random;
    this.view = watched.initialView();
    this.pace = new Pace(watched.pollInterval(), random, now());
    this.discovery = new Discovery(random, now());
    this.thread = DaemonThreads.create("pgha-monitor-" + watched.name(), this::run);
  }

  void start() {
    thread.start();
  }

  /**
   * Asks the members soon, and often for a while: somebody saw a failure. Callable by any thread.
   */
  void hurry() {
    if (hurried.compareAndSet(false, true)) {
      inbox.add(this::hurryNow);
    }
  }

  private void hurryNow() {
    hurried.set(false);
    pace.hurry(spread(), now());
  }

  /**
   * Over which time the hurries of many JVMs are spread: longer when members get slow, but one slow
   * member must not make all wait.
   */
  private long spread() {
    return memberPaces.values().stream()
        .mapToLong(MemberPace::spread)
        .filter(known -> known > 0)
        .min()
        .orElse(0);
  }

  /** Ends the thread and its requests. Callable by any thread; returns at once. */
  @Override
  public void close() {
    inbox.add(() -> closed = true);
  }

  /** Whether Patroni has named the members. Callable by any thread. */
  boolean discovered() {
    return discovered;
  }

  /** Whether it is closed and neither the thread nor a request runs any more. */
  boolean ended() {
    return !thread.isAlive() && client.ended();
  }

  /** Waits, once it is closed, until neither the thread nor a request runs any more. */
  void awaitEnd(Deadline deadline) throws InterruptedException {
    TimeUnit.NANOSECONDS.timedJoin(thread, deadline.remaining());
    client.awaitEnd(deadline.remaining());
  }

  private void run() {
    while (!closed) {
      try {
        handleEvent(work());
      } catch (InterruptedException e) {
        closed = true;
      } catch (RuntimeException | Error e) {
        Log.line(
            Level.ERROR, "The monitor goes on after an unexpected failure; please report it", e);
      }
    }
    client.close();
    RecordMethods.forget();
  }

  /** Since this monitor was made: a ticker may begin anywhere, and these times can be compared. */
  private long now() {
    return ticker.read() - startedAt;
  }

  /**
   * Waits for an event, so many nanoseconds at most, and handles it. By the thread, or by whoever
   * simulates it.
   *
   * @return whether there was one
   */
  boolean handleEvent(long nanos) throws InterruptedException {
    Runnable event = inbox.poll(nanos, TimeUnit.NANOSECONDS);
    if (event != null) {
      event.run();
    }
    return event != null;
  }

  /**
   * Starts what is due. By the thread, or by whoever simulates it.
   *
   * @return after how many nanoseconds more will be, if there is no event before
   */
  long work() {
    startDueWork(now());
    return nanosToWork();
  }

  private long nanosToWork() {
    long now = now();
    long next = Math.min(Math.min(pace.nextRoundAt(), settleAt), stalls.nextAt());
    for (Pending each : pending()) {
      next = Math.min(next, each.nextAt());
    }
    long nanos = Math.max(0, next - now);
    return postponed.isEmpty() ? nanos : Math.min(nanos, POSTPONED_NANOS);
  }

  private List<Pending> pending() {
    List<Pending> all = new ArrayList<>(polls.values());
    if (discovering != null) {
      all.add(discovering);
    }
    return all;
  }

  private void startDueWork(long now) {
    pending().forEach(each -> each.check(now));
    if (now >= pace.nextRoundAt()) {
      startRound(now);
    } else {
      List.copyOf(postponed).forEach(api -> poll(api, now));
    }
    if (now >= settleAt) {
      settle();
    }
    stalls.check(view, round, now, inbox::add, this);
  }

  @Override
  public void stalled() {
    hurryNow();
  }

  @Override
  public void dead(List<Session> aborted) {
    telemetry.fenced(aborted, "neither Patroni nor PostgreSQL answers there");
    hurryNow();
  }

  private void startRound(long now) {
    round++;
    pace.roundStarted(now);
    postponed.clear();
    view.members().forEach(seen -> poll(seen.member().api(), now));
    if (!view.anyAnswering() || now >= discovery.dueAt()) {
      view.contacts().forEach(seen -> poll(seen.member().api(), now));
    }
    // Last, as its failure must neither keep the members from being asked nor begin the round anew.
    housekeeping.run();
  }

  /** One request at a time goes to an API, and another cluster's monitor may have one under way. */
  private void poll(URI api, long now) {
    MemberPace memberPace = memberPaces.computeIfAbsent(api, unseen -> new MemberPace(random, now));
    if (polls.containsKey(api)) {
      return;
    }
    if (!memberPace.due(isPromoting(api), now)) {
      postponed.add(api);
      return;
    }
    long number = round;
    Optional<Poll> poll =
        gate.enter(api, () -> client.status(api, number, seen -> polled(api, seen)));
    if (poll.isEmpty()) {
      postponed.add(api);
      return;
    }
    postponed.remove(api);
    memberPace.started(now);
    telemetry.asked(api);
    polls.put(
        api,
        Pending.patient(
            poll.get(),
            POLL_TIMEOUT,
            POLL_PATIENCE,
            new SignsOfLife(api),
            () -> overdue(api, number),
            now));
  }

  /**
   * Whether sessions were opened on a member since this was asked last. Then its API is merely
   * slow, as in a storm of connects, and reads may stay. Whether it still holds the lock, only its
   * API says.
   */
  private final class SignsOfLife implements BooleanSupplier {
    private final URI api;
    private long opened;

    SignsOfLife(URI api) {
      this.api = api;
      this.opened = sessions.opened(api);
    }

    @Override
    public boolean getAsBoolean() {
      long before = opened;
      opened = sessions.opened(api);
      return opened > before && !isLeader(api);
    }
  }

  private boolean isLeader(URI api) {
    Leader leader = view.leader();
    return leader != null && leader.api().equals(api);
  }

  /** It holds the lock and is about to take writes: nothing is waited for more. */
  private boolean isPromoting(URI api) {
    return isLeader(api) && view.readyLeader().isEmpty();
  }

  private void overdue(URI api, long number) {
    told(
        Observation.noAnswer(
            api, number, "no answer from " + api + " within " + POLL_TIMEOUT.toMillis() + " ms"));
  }

  /** Called by a thread of the client. */
  private void polled(URI api, Observation seen) {
    gate.leave(api);
    inbox.add(() -> observed(seen));
  }

  private void observed(Observation seen) {
    long now = now();
    polls.remove(seen.api());
    telemetry.heard(seen);
    MemberPace memberPace = memberPaces.get(seen.api());
    if (memberPace != null && seen.status() != null) {
      memberPace.answered(now);
    }
    told(seen);
    if (watched.discovery() && seen.status() != null) {
      discovery.whom(view, now).filter(seen.api()::equals).ifPresent(api -> discover(api, now));
    }
  }

  private void told(Observation seen) {
    publish(TopologyRules.observe(view, seen));
    settleSoon(seen, now());
    pace.seen(view, awaited.getAsBoolean(), now());
  }

  private void settleSoon(Observation seen, long now) {
    if (view.settled() || view.members().isEmpty()) {
      return;
    }
    if (view.members().stream().allMatch(MemberView::polled)) {
      settle();
    } else if (seen.status() != null && settleAt == Long.MAX_VALUE) {
      settleAt = now + SETTLE_TIMEOUT.toNanos();
    }
  }

  private void settle() {
    settleAt = Long.MAX_VALUE;
    publish(TopologyRules.settle(view));
  }

  private void discover(URI seed, long now) {
    Optional<Poll> poll = gate.enter(seed, () -> client.clusterMembers(seed, this::discovered));
    if (poll.isPresent()) {
      discovery.asked(now);
      discovering = Pending.impatient(poll.get(), DISCOVERY_TIMEOUT, now);
    }
  }

  /** Called by a thread of the client, which may block in name look-ups. */
  private void discovered(ClusterAnswer answer) {
    gate.leave(answer.api());
    List<Discovered> allowed = answer.members().stream().filter(watched.allowed()).toList();
    Map<URI, Set<InetSocketAddress>> addresses =
        allowed.isEmpty() ? Map.of() : ApiAddresses.resolve(watched.seeds(), allowed);
    inbox.add(() -> found(answer.failure() == null, allowed, addresses));
  }

  private void found(
      boolean answered, List<Discovered> allowed, Map<URI, Set<InetSocketAddress>> addresses) {
    discovering = null;
    if (!answered) {
      discovery.failed(view.contacts().size(), now());
      return;
    }
    List<Member> members = Membership.merge(view, allowed, addresses);
    View next = view;
    if (!members.equals(view.members().stream().map(MemberView::member).toList())) {
      next = TopologyRules.replaceMembers(view, members);
      pace.hurry(/* spread= */ 0, now());
    }
    memberPaces.keySet().retainAll(next.all().map(seen -> seen.member().api()).toList());
    discovery.succeeded(next, now());
    publish(next);
    discovered = true;
  }

  private void publish(View next) {
    if (next.sequence() != view.sequence()) {
      view = next;
      publisher.accept(next);
    }
  }
}
