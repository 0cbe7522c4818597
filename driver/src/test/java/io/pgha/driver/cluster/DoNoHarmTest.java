package io.pgha.driver.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.config.HostPort;
import io.pgha.driver.patroni.ModelPatroni;
import io.pgha.driver.patroni.ModelPatroni.Dcs;
import io.pgha.driver.patroni.OtherClient;
import io.pgha.driver.patroni.PatroniClient;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.PatroniStatus.Flag;
import io.pgha.driver.topology.View;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Predicate;
import java.util.function.ToLongFunction;
import java.util.stream.Stream;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the members' APIs bear of us, when the cluster is in trouble and everybody asks. */
class DoNoHarmTest {
  private static final int JVMS = 50;
  private static final int THREADS = 1_000;
  private static final long REQUESTS_PER_SECOND = 10;

  /** How many answers others must have got before a test is over. */
  private static final int ENOUGH = 40;

  /** Those that may meet a full backlog when this machine is slow, and wait for too long. */
  private static final int FEW = ENOUGH / 10;

  private final List<Cluster> jvms = new ArrayList<>();
  private final List<OtherClient> others = new ArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private List<ModelPatroni> members;

  @BeforeEach
  void start() throws IOException {
    members = ModelPatroni.cluster();
  }

  @AfterEach
  void stop() throws IOException {
    threads.shutdownNow();
    others.forEach(OtherClient::close);
    jvms.forEach(Cluster::close);
    for (ModelPatroni each : members) {
      each.close();
    }
  }

  /** Half of them watch before it goes down, and the others start when it is. */
  @ParameterizedTest
  @EnumSource(
      value = Dcs.class,
      names = {"DOWN", "DOWN_WITH_FAILSAFE"})
  void leavesTheApisToOthersWhileTheDcsIsDown(Dcs down) {
    startJvms(JVMS / 2);
    awaitViews(view -> view.readyLeader().isPresent());
    soon().until(() -> sum(each -> each.requests("/cluster")) >= JVMS / 2);
    soon().until(() -> sum(ModelPatroni::openConnections) == 0);
    long asked = sum(each -> each.requests("/cluster"));

    members.forEach(each -> each.dcs(down));
    startJvms(JVMS / 2);
    awaitViews(DoNoHarmTest::allSeeThatItIsDown);
    members.forEach(each -> others.add(OtherClient.of(each)));
    long before = sum(ModelPatroni::requests);
    long since = System.nanoTime();
    await()
        .atMost(Duration.ofMinutes(2))
        .until(() -> others.stream().allMatch(each -> heard(each) >= ENOUGH));
    report(down, since, before);

    assertThat(others).allMatch(each -> each.unanswered() <= FEW);
    assertThat(sum(each -> each.requests("/cluster"))).isEqualTo(asked);
    assertThat(members).allMatch(each -> each.mostOfOneClient() == 1);
    assertHoldsNoConnection();
  }

  private static ConditionFactory soon() {
    return await().atMost(Duration.ofMinutes(1));
  }

  private static boolean allSeeThatItIsDown(View view) {
    return view.members().stream()
        .allMatch(
            seen -> seen.status() != null && seen.status().flags().contains(Flag.CLUSTER_UNLOCKED));
  }

  private static int heard(OtherClient client) {
    return client.answered().size() + client.unanswered();
  }

  /** A request comes over each connection, and with its answer the connection ends. */
  private void assertHoldsNoConnection() {
    for (ModelPatroni each : members) {
      soon().until(() -> each.accepted() == each.requests());
    }
    others.forEach(OtherClient::close);
    jvms.forEach(Cluster::close);
    soon().until(() -> sum(ModelPatroni::openConnections) == 0);
  }

  /** As the model has it, or the test above would prove nothing. */
  @Test
  void oneClientThatAsksForMembersOnceASecondWouldTakeAnApiFromOthers() throws Exception {
    ModelPatroni member = members.get(0);
    member.dcs(Dcs.DOWN);
    try (PatroniClient harmful = Fakes.client()) {
      others.add(OtherClient.of(member));
      await()
          .atMost(Duration.ofMinutes(1))
          .pollInterval(Duration.ofSeconds(1))
          .until(
              () -> {
                var unused = harmful.clusterMembers(api(member, 1), answer -> {});
                return others.get(0).unanswered() > FEW;
              });
    }
  }

  @Test
  void asksOnceForAllThreadsThatWaitForALeader() throws Exception {
    startJvms(1);
    Cluster jvm = jvms.get(0);
    awaitViews(view -> view.settled() && view.readyLeader().isPresent());
    long before = most(each -> each.requests("/primary"));
    long since = System.nanoTime();
    members.get(0).leads(false);
    List<Future<String>> waiting =
        Stream.generate(() -> threads.submit(() -> awaitLeader(jvm))).limit(THREADS).toList();
    soon().until(() -> most(each -> each.requests("/primary")) > before + 4 * REQUESTS_PER_SECOND);
    members.get(1).leads(true);
    for (Future<String> each : waiting) {
      assertThat(each.get()).isEqualTo("pg2");
    }

    double seconds = (System.nanoTime() - since) / 1e9;
    long requests = most(each -> each.requests("/primary")) - before;
    System.out.printf(
        "[harm] %d threads wait for a leader: %.1f requests a second to a member, over %.1f s%n",
        THREADS, requests / seconds, seconds);
    assertThat(requests).isLessThanOrEqualTo(1 + (long) (REQUESTS_PER_SECOND * seconds));
    assertThat(members).allMatch(each -> each.mostOfOneClient() == 1);
    assertHoldsNoConnection();
  }

  /** As a connect does. */
  private static String awaitLeader(Cluster jvm) throws InterruptedException {
    jvm.hurry();
    return jvm.await(
            view -> leader(view).equals("pg2"),
            Deadline.after(Ticker.systemTicker(), Duration.ofMinutes(1)))
        .readyLeader()
        .map(seen -> Objects.requireNonNull(seen.member().name()))
        .orElse("nobody");
  }

  private static String leader(View view) {
    return view.readyLeader()
        .map(MemberView::member)
        .map(member -> String.valueOf(member.name()))
        .orElse("nobody");
  }

  /** Each with an address of its own, as if it were a JVM of its own. */
  private void startJvms(int count) {
    for (int i = 0; i < count; i++) {
      int number = jvms.size() + 1;
      List<Member> seeds = members.stream().map(each -> seed(each, number)).toList();
      WatchedCluster watched =
          new WatchedCluster(
              "jvm-" + number,
              seeds,
              Set.of(),
              Duration.ofSeconds(5),
              /* discovery= */ true,
              found -> true);
      jvms.add(
          Cluster.watch(
              watched,
              Fakes.client(),
              new ApiGate(),
              Ticker.systemTicker(),
              new Random(number),
              () -> {}));
    }
  }

  private static Member seed(ModelPatroni member, int jvm) {
    return new Member(
        /* name= */ null,
        new HostPort("127.0.0.1", member.port()),
        api(member, jvm),
        /* seed= */ true);
  }

  private static URI api(ModelPatroni member, int jvm) {
    return URI.create("http://127.0.1." + jvm + ":" + member.port());
  }

  private void awaitViews(Predicate<View> wanted) {
    await()
        .atMost(Duration.ofMinutes(1))
        .until(() -> jvms.stream().allMatch(each -> wanted.test(each.view())));
  }

  private long sum(ToLongFunction<ModelPatroni> of) {
    return members.stream().mapToLong(of).sum();
  }

  private long most(ToLongFunction<ModelPatroni> of) {
    return members.stream().mapToLong(of).max().orElseThrow();
  }

  private void report(Dcs down, long since, long before) {
    double seconds = (System.nanoTime() - since) / 1e9;
    List<Duration> answers =
        others.stream().map(OtherClient::answered).flatMap(Collection::stream).sorted().toList();
    System.out.printf(
        "[harm] DCS %s, %d JVMs: %.0f requests a second to each member;"
            + " others wait %d ms in the median, %d ms at most%n",
        down,
        JVMS,
        (sum(ModelPatroni::requests) - before) / seconds / members.size(),
        answers.get(answers.size() / 2).toMillis(),
        answers.get(answers.size() - 1).toMillis());
  }
}
