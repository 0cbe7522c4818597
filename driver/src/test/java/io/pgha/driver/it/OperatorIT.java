package io.pgha.driver.it;

import static io.pgha.driver.it.ClusterClient.ask;
import static io.pgha.driver.it.ClusterClient.run;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.LogCapture;
import io.pgha.driver.PghaDataSource;
import io.pgha.driver.telemetry.ClusterMXBean;
import io.pgha.driver.telemetry.MemberData;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import javax.management.JMX;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** What an operator sees of an application's driver: log, events, and bean. */
final class OperatorIT {
  private static final int WRITERS = 4;
  private static final AtomicInteger TESTS = new AtomicInteger();

  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
  private final PatroniCluster cluster = patroni.cluster();
  private final ClusterClient client = new ClusterClient(cluster);
  private final PghaDataSource source = new PghaDataSource();
  private final LogCapture log = new LogCapture();
  private final List<Connection> open = new ArrayList<>();
  private Set<ObjectName> before = Set.of();

  @BeforeEach
  void setUp() throws Exception {
    before = beans();
    source.setUrl(urlOfItsOwn());
    source.setUser(cluster.user());
    source.setPassword(cluster.password());
  }

  /** For a cluster of its own, with a name of its own, since those of other tests linger. */
  private String urlOfItsOwn() {
    int turn = TESTS.incrementAndGet();
    List<Member> seeds = new ArrayList<>(cluster.members());
    Collections.rotate(seeds, turn);
    // A statement that is slow on a busy machine would make pgha ask the members.
    return client.url(seeds, "pollInterval=" + (60 - turn) + "s", "stallTimeout=0");
  }

  @AfterEach
  void close() throws SQLException {
    for (Connection each : open) {
      each.close();
    }
    source.close();
    log.close();
  }

  private Set<ObjectName> beans() throws Exception {
    return server.queryNames(new ObjectName("io.pgha:type=Cluster,*"), null);
  }

  private Set<ObjectName> added() throws Exception {
    Set<ObjectName> names = beans();
    names.removeAll(before);
    return names;
  }

  private ObjectName name() throws Exception {
    await().atMost(Duration.ofMinutes(1)).until(() -> added().size() == 1);
    return added().iterator().next();
  }

  private ClusterMXBean bean() throws Exception {
    return JMX.newMXBeanProxy(server, name(), ClusterMXBean.class);
  }

  private Connection connect() throws SQLException {
    Connection connection = source.getConnection();
    open.add(connection);
    return connection;
  }

  @Test
  void aSwitchoverIsInTheLogTheEventsAndTheBean(@TempDir Path folder) throws Exception {
    Member old = cluster.leader();
    try (Recording recording = new Recording()) {
      recording.start();
      for (int i = 0; i < WRITERS; i++) {
        run(connect(), "create temporary table t ()");
      }
      ClusterMXBean bean = bean();
      assertThat(bean.getLeader()).contains(old.address());
      assertThat(bean.getMembers())
          .extracting(MemberData::getPostgres)
          .containsExactlyInAnyOrderElementsOf(
              cluster.members().stream().map(Member::address).toList());
      assertThat(of(bean, old).getSessions()).isEqualTo(WRITERS);

      Member next = cluster.switchover();
      try (Connection connection = source.getConnection()) {
        assertThat(client.serverOf(connection)).isEqualTo(next);
      }
      await().until(() -> bean.getLeader().contains(next.address()));
      await().until(() -> bean.getLeaderChanges() == 1);
      assertThat(bean.getRoutes()).isEqualTo(WRITERS + 1);
      String name = bean.getName();
      await().untilAsserted(() -> assertLog(name, old, next));

      recording.stop();
      Path file = folder.resolve("events.jfr");
      recording.dump(file);
      assertEvents(RecordingFile.readAllEvents(file), bean.getName(), next);
    }
  }

  private static MemberData of(ClusterMXBean bean, Member member) {
    return bean.getMembers().stream()
        .filter(each -> each.getPostgres().equals(member.address()))
        .findFirst()
        .orElseThrow();
  }

  private void assertLog(String name, Member old, Member next) {
    List<String> lines = log.linesOf(name);
    assertThat(lines).doesNotHaveDuplicates();
    assertThat(lines)
        .filteredOn(line -> !line.startsWith("WARNING"))
        .singleElement()
        .asString()
        .startsWith("INFO leader is ")
        .contains(old.address());
    assertThat(lines)
        .filteredOn(line -> line.startsWith("WARNING leader is " + next.name()))
        .hasSize(1)
        .allMatch(line -> line.contains("before it was " + old.name()));
    assertThat(lines)
        .filteredOn(line -> line.startsWith("WARNING fenced " + WRITERS + " sessions"))
        .hasSize(1);
  }

  private static void assertEvents(List<RecordedEvent> all, String name, Member next) {
    List<RecordedEvent> events =
        all.stream()
            .filter(event -> event.getEventType().getName().startsWith("io.pgha."))
            .filter(event -> name.equals(event.getString("cluster")))
            .toList();
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("io.pgha.RouteDecided"))
        .hasSize(WRITERS + 1)
        .last()
        .satisfies(
            event -> {
              assertThat(event.getString("member")).contains(next.address());
              assertThat(event.getString("role")).isEqualTo("primary");
              assertThat(event.getString("outcome")).isEqualTo("opened");
            });
    assertThat(events)
        .filteredOn(event -> event.getEventType().getName().equals("io.pgha.ViewChanged"))
        .last()
        .satisfies(event -> assertThat(event.getString("leader")).contains(next.address()));
  }

  @Test
  void theBeanTellsNoSecrets() throws Exception {
    run(connect(), "create temporary table t ()");
    ObjectName name = name();
    StringBuilder all = new StringBuilder(name.toString());
    for (MBeanAttributeInfo attribute : server.getMBeanInfo(name).getAttributes()) {
      all.append(server.getAttribute(name, attribute.getName()));
    }

    assertThat(all.toString())
        .contains(cluster.leader().address())
        .doesNotContain(cluster.password(), "pollInterval", "patroniPort", "user=");
  }

  /** Or one wrong statement in a loop would have each JVM ask the members as in a failover. */
  @Test
  void aWriteOfASessionForReadingIsNoReasonToAskTheMembers() throws Exception {
    Connection writing = connect();
    run(writing, "create table if not exists mistakes (i int)");
    client.awaitReplayed();
    ClusterMXBean bean = bean();
    try (Connection reading = source.getConnection()) {
      reading.setReadOnly(true);
      assertThat(ask(reading, "select count(*) from mistakes")).isEqualTo("0");
      awaitQuiet(bean);
      long asked = polls(bean);
      for (int i = 0; i < 100; i++) {
        assertThatExceptionOfType(SQLException.class)
            .isThrownBy(() -> run(reading, "insert into mistakes values (1)"))
            .returns("25006", SQLException::getSQLState);
      }
      assertThat(polls(bean)).isEqualTo(asked);

      run(writing, "set default_transaction_read_only = on");
      assertThatExceptionOfType(SQLException.class)
          .isThrownBy(() -> run(writing, "insert into mistakes values (1)"))
          .returns("25006", SQLException::getSQLState);
      await().until(() -> polls(bean) > asked);
    }
  }

  /** The start of a cluster is hurried for three seconds. */
  private static void awaitQuiet(ClusterMXBean bean) {
    await()
        .atMost(Duration.ofMinutes(1))
        .during(Duration.ofSeconds(2))
        .until(() -> polls(bean), new Unchanged()::test);
  }

  private static final class Unchanged {
    private long last = -1;

    boolean test(long now) {
      boolean same = now == last;
      last = now;
      return same;
    }
  }

  private static long polls(ClusterMXBean bean) {
    return bean.getMembers().stream().mapToLong(MemberData::getPollsSent).sum();
  }
}
