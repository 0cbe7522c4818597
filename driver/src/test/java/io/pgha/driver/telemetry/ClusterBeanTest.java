package io.pgha.driver.telemetry;

import static io.pgha.driver.topology.PolledCluster.api;
import static io.pgha.driver.topology.PolledCluster.member;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.session.StubConnection;
import io.pgha.driver.topology.Observation;
import io.pgha.driver.topology.PolledCluster;
import java.lang.management.ManagementFactory;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.atomic.AtomicLong;
import javax.management.JMException;
import javax.management.JMX;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What a JMX client sees, through the platform's MBean server. */
class ClusterBeanTest {
  private static final String NAME = "pg1:5432,pg2:5432";

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final AtomicLong now = new AtomicLong();
  private final PolledCluster polled =
      PolledCluster.of("pg1", "pg2")
          .answers("pg1", leader().timeline(3))
          .answers("pg2", replica().behind(42));
  private final Sessions sessions = new Sessions(Runnable::run);
  private final List<Telemetry> telemetries = new ArrayList<>();
  private final Telemetry telemetry = telemetry(NAME);

  private Telemetry telemetry(String name) {
    Telemetry added = new Telemetry(name, polled::view, sessions, now::get);
    telemetries.add(added);
    return added;
  }

  private void published(Telemetry of) {
    of.published(polled.view(), List.of());
  }

  @AfterEach
  void stop() {
    telemetries.forEach(Telemetry::close);
    assertThat(names()).isEmpty();
  }

  private Set<ObjectName> names() {
    try {
      return server.queryNames(new ObjectName("io.pgha:type=Cluster,*"), null);
    } catch (JMException e) {
      throw new AssertionError(e);
    }
  }

  private ClusterMXBean bean() {
    return JMX.newMXBeanProxy(server, names().iterator().next(), ClusterMXBean.class);
  }

  private MemberData memberData(String name) {
    return bean().getMembers().stream()
        .filter(member -> member.getName().equals(name))
        .findFirst()
        .orElseThrow();
  }

  @Test
  void isThereOnceEverybodyWasAsked() {
    published(telemetry);
    assertThat(names()).isEmpty();

    polled.settled();
    published(telemetry);
    assertThat(names())
        .extracting(name -> Objects.requireNonNull(name.getKeyProperty("name")))
        .containsExactly(ObjectName.quote(NAME));
  }

  @Test
  void doesNotReturnOnceItsClusterIsNotWatched() {
    polled.settled();
    telemetry.close();
    published(telemetry);

    assertThat(names()).isEmpty();
  }

  @Test
  void tellsTheView() {
    published(telemetry);
    polled.settled();
    published(telemetry);

    assertThat(bean().getName()).isEqualTo(NAME);
    assertThat(bean().getLeader()).isEqualTo("pg1 (pg1:5432)");
    assertThat(bean().getLeaderState()).isEqualTo("ready");
    assertThat(bean().getTimeline()).isEqualTo(3);
    assertThat(bean().getMembersAnswering()).isEqualTo(2);
    MemberData replica = memberData("pg2");
    assertThat(replica.getPostgres()).isEqualTo("pg2:5432");
    assertThat(replica.getApi()).isEqualTo("http://pg2:8008");
    assertThat(replica.getRole()).isEqualTo("replica");
    assertThat(replica.getState()).isEqualTo("running");
    assertThat(replica.getTimeline()).isEqualTo(1);
    assertThat(replica.getLagBytes()).isEqualTo(42);
    assertThat(replica.isAnswering()).isTrue();
    assertThat(replica.getFailure()).isEmpty();
  }

  @Test
  void tellsThatThereIsNoLeader() {
    polled.nextRound().answers("pg1", replica()).silent("pg2").settled();
    published(telemetry);

    assertThat(bean().getLeader()).isEmpty();
    assertThat(bean().getLeaderState()).isEqualTo("none");
    assertThat(bean().getTimeline()).isZero();
    assertThat(bean().getMembersAnswering()).isEqualTo(1);
    assertThat(memberData("pg2").getFailure()).isEqualTo("no answer from pg2");
  }

  @Test
  void countsPollsAndTellsHowOldAndHowQuickAnAnswerIs() {
    polled.settled();
    telemetry.asked(api("pg1"));
    now.addAndGet(Duration.ofMillis(7).toNanos());
    telemetry.heard(new Observation(api("pg1"), 1, polled.view().members().get(0).status(), null));
    now.addAndGet(Duration.ofMillis(250).toNanos());
    telemetry.asked(api("pg1"));
    telemetry.heard(Observation.noAnswer(api("pg1"), 2, "for the test"));
    telemetry.asked(api("pg2"));
    published(telemetry);

    MemberData asked = memberData("pg1");
    assertThat(asked.getPollsSent()).isEqualTo(2);
    assertThat(asked.getPollsFailed()).isEqualTo(1);
    assertThat(asked.getAnswerAgeMillis()).isEqualTo(250);
    assertThat(asked.getAnswerMillis()).isEqualTo(7);
    assertThat(memberData("pg2").getPollsSent()).isEqualTo(1);
    assertThat(memberData("pg2").getAnswerAgeMillis()).isEqualTo(-1);
    assertThat(memberData("pg2").getAnswerMillis()).isEqualTo(-1);
  }

  @Test
  void countsSessionsRoutesAndChanges() {
    polled.settled();
    published(telemetry);
    Session session = open("pg1");
    telemetry.route(Purpose.WRITE).opened(session);
    telemetry.route(Purpose.read(Target.PREFER_SECONDARY)).opened(session);
    telemetry.route(Purpose.read(Target.ANY)).opened(session);
    RouteTrace inVain = telemetry.route(Purpose.WRITE);
    inVain.waits();
    inVain.waits();
    inVain.failed(new SQLException("for the test", "08001"));
    polled.nextRound().answers("pg1", replica()).answers("pg2", leader().timeline(4));
    telemetry.published(polled.view(), sessions.fence(polled.view()));

    assertThat(memberData("pg1").getSessions()).isEqualTo(1);
    assertThat(memberData("pg2").getSessions()).isZero();
    assertThat(bean().getSessions()).isEqualTo(1);
    assertThat(bean().getRoutes()).isEqualTo(3);
    assertThat(bean().getReadsOnLeader()).isEqualTo(1);
    assertThat(bean().getRoutesFailed()).isEqualTo(1);
    assertThat(bean().getWaits()).isEqualTo(1);
    assertThat(bean().getLeaderChanges()).isEqualTo(1);
    assertThat(bean().getSessionsFenced()).isEqualTo(1);
  }

  @Test
  void countsTheTimeOfWaitsForALeaderAlone() {
    polled.settled();
    published(telemetry);
    for (Target target : List.of(Target.PRIMARY, Target.SECONDARY)) {
      RouteTrace waiting = telemetry.route(Purpose.fixed(target));
      waiting.waits();
      now.addAndGet(Duration.ofMillis(1500).toNanos());
      waiting.failed(new SQLException("for the test", "08001"));
    }

    assertThat(bean().getWaits()).isEqualTo(2);
    assertThat(bean().getLeaderWaits()).isEqualTo(1);
    assertThat(bean().getLeaderWaitMillis()).isEqualTo(1500);
  }

  private Session open(String name) {
    Session session =
        new Session(
            member(name),
            Purpose.WRITE,
            new StubConnection().connection(),
            /* primary= */ true,
            polled.view().leader());
    sessions.add(session);
    return session;
  }

  @Test
  void standsBesideAnotherOfTheSameName() throws JMException {
    polled.settled();
    Telemetry second = telemetry(NAME);
    List.of(telemetry, second).forEach(this::published);

    ObjectName numbered =
        new ObjectName("io.pgha:type=Cluster,name=" + ObjectName.quote(NAME) + ",instance=2");
    assertThat(names()).hasSize(2).contains(numbered);
    second.close();
    assertThat(names()).hasSize(1).doesNotContain(numbered);
  }

  @Test
  void takesAnyNameThereIs() {
    polled.settled();
    published(telemetry("[::1]:5432,*?\"\\=\n:"));

    assertThat(names()).hasSize(1);
  }
}
