package io.pgha.driver.routing;

import io.pgha.driver.cluster.Cluster;
import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.config.ReadOnlyTarget;
import io.pgha.driver.config.RoutingSettings;
import io.pgha.driver.session.Opener;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Finds the member for a session, by the cluster's present view and the settings of one URL.
 * Thread-safe; shared by all connections with the same settings, so that round robin goes round
 * over all of them.
 */
public final class Router {
  private record Ranked(long sequence, List<List<MemberView>> groups) {}

  private final Cluster cluster;
  private final RoutingSettings settings;
  private final LoadBalancer balancer;
  private final Refusals refusals;
  private final Retirement retirement;
  private final Supplier<RandomGenerator> random;
  private final Openings openings = new Openings();

  /** What was computed last; it is right as long as the cluster has the same view. */
  private final ConcurrentHashMap<Target, Ranked> ranked = new ConcurrentHashMap<>();

  public Router(Cluster cluster, RoutingSettings settings) {
    this(cluster, settings, ThreadLocalRandom::current);
  }

  /**
   * As the other, for tests.
   *
   * @param random of the calling thread
   */
  Router(Cluster cluster, RoutingSettings settings, Supplier<RandomGenerator> random) {
    this.cluster = cluster;
    this.random = random;
    this.settings = settings;
    this.refusals = new Refusals(cluster.ticker());
    this.balancer = LoadBalancer.of(settings.loadBalanceStrategy(), this::load, random);
    this.retirement = new Retirement(cluster, this::candidates, settings.onMemberDown());
    cluster.onView(retirement::viewed);
  }

  public Cluster cluster() {
    return cluster;
  }

  /**
   * Opens a session where it belongs, and waits for such a member until the deadline.
   *
   * @param end when also the opening of a session that was begun before the deadline is over
   * @throws SQLException 08001 when the deadline passes, with every member and what it last
   *     answered; 25006 for writing on a standby cluster; what the server said, when it refused for
   *     a reason that no other member would see differently
   */
  public Session open(Purpose purpose, Opener opener, Deadline deadline, Deadline end)
      throws SQLException {
    Session session = new RouteAttempt(this, purpose, opener, deadline, end).run();
    retirement.opened(session);
    return session;
  }

  /** Whether there is a member, as far as is known, on which such a session could be opened. */
  public boolean finds(Purpose purpose) {
    return !candidates(cluster.view(), purpose.target()).isEmpty();
  }

  /** What speaks, by a view, against reading from a member as from a replica; in words. */
  public Optional<String> against(View view, MemberView seen) {
    return new Eligibility(view, settings).against(seen);
  }

  /** Whether this session was aborted, or is now, since its leader has changed. */
  public boolean fenced(Session session) {
    return session.fenced() || cluster.sessions().fenceIfOutdated(session, cluster.view());
  }

  /**
   * Whether nobody is known to lead though this session writes, so that its member may be gone
   * without a word.
   */
  public boolean doubts(Session session) {
    Leader leader = cluster.view().leader();
    return session.purpose().target() == Target.PRIMARY && (leader == null || !leader.ready());
  }

  /** Begins for a session that was just opened. */
  public Tenure tenure() {
    return new Tenure(cluster.ticker().read(), random.get().nextDouble());
  }

  /**
   * Whether sessions for reading go to the leader at the moment, for lack of an eligible replica,
   * where the settings prefer replicas.
   */
  public boolean readsFallBack() {
    View view = cluster.view();
    return settings.readOnlyTarget() == ReadOnlyTarget.PREFER_SECONDARY
        && candidates(view, Target.SECONDARY).isEmpty()
        && !candidates(view, Target.PREFER_SECONDARY).isEmpty();
  }

  /**
   * Whether a session for reading should be replaced rather than used again. One that should does
   * not count as open any more, so that not too many follow it.
   */
  public boolean retires(Session session, Tenure tenure) {
    boolean due = retirement.due(session, tenure);
    if (due) {
      cluster.sessions().remove(session);
    }
    return due;
  }

  /** It is closed or aborted. */
  public void closed(Session session) {
    cluster.sessions().remove(session);
    retirement.closed(session);
  }

  /** Those on their way count as well, or all threads of a storm would go to the same member. */
  private int load(URI api) {
    return cluster.sessions().count(api) + openings.count(api);
  }

  Openings openings() {
    return openings;
  }

  Refusals refusals() {
    return refusals;
  }

  /**
   * The members on which a session could be opened by this view: groups of equally good ones, the
   * best group first.
   */
  public List<List<MemberView>> candidates(View view, Target target) {
    Ranked last = ranked.get(target);
    if (last == null || last.sequence() != view.sequence()) {
      last = new Ranked(view.sequence(), Candidates.of(view, settings, target));
      ranked.put(target, last);
    }
    return last.groups();
  }

  /**
   * The best member that was not tried yet; one that refused lately only when there is no other.
   */
  @Nullable MemberView choose(View view, Target target, Set<URI> tried) {
    List<List<MemberView>> groups = candidates(view, target);
    MemberView fresh = firstOf(groups, tried, /* refusedToo= */ false);
    return fresh != null ? fresh : firstOf(groups, tried, /* refusedToo= */ true);
  }

  private @Nullable MemberView firstOf(
      List<List<MemberView>> groups, Set<URI> tried, boolean refusedToo) {
    for (List<MemberView> group : groups) {
      MemberView picked = balancer.pick(group);
      if (usable(picked, tried, refusedToo)) {
        return picked;
      }
      List<MemberView> rest =
          group.stream().filter(seen -> usable(seen, tried, refusedToo)).toList();
      if (!rest.isEmpty()) {
        return rest.get(ThreadLocalRandom.current().nextInt(rest.size()));
      }
    }
    return null;
  }

  private boolean usable(MemberView seen, Set<URI> tried, boolean refusedToo) {
    URI api = seen.member().api();
    return !tried.contains(api) && (refusedToo || !refusals.includes(api));
  }
}
