package io.pgha.driver.telemetry;

import static io.pgha.driver.topology.PolledCluster.member;
import static io.pgha.driver.topology.StatusBuilder.leader;
import static io.pgha.driver.topology.StatusBuilder.replica;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Purpose.Target;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.session.StubConnection;
import io.pgha.driver.topology.PolledCluster;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.AnnotationElement;
import jdk.jfr.Category;
import jdk.jfr.EventType;
import jdk.jfr.FlightRecorder;
import jdk.jfr.Recording;
import jdk.jfr.RecordingState;
import jdk.jfr.ValueDescriptor;
import jdk.jfr.consumer.RecordedEvent;
import jdk.jfr.consumer.RecordingFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JfrRecorderTest {
  private static final List<String> EVENTS =
      List.of(
          "io.pgha.ViewChanged",
          "io.pgha.RouteDecided",
          "io.pgha.Fenced",
          "io.pgha.WaitedForLeader");

  private final AtomicLong now = new AtomicLong();
  private final PolledCluster polled =
      PolledCluster.of("pg1", "pg2").answers("pg1", leader()).answers("pg2", replica()).settled();
  private final Telemetry telemetry =
      new Telemetry("jfr", polled::view, new Sessions(Runnable::run), now::get);
  private final Recording recording = new Recording();
  private final Path file;

  JfrRecorderTest(@TempDir Path folder) {
    file = folder.resolve("events.jfr");
  }

  @AfterEach
  void stop() {
    recording.close();
    telemetry.close();
  }

  private void record() {
    EVENTS.forEach(recording::enable);
    recording.start();
  }

  private List<RecordedEvent> recorded(String name) throws IOException {
    if (recording.getState() == RecordingState.RUNNING) {
      recording.stop();
    }
    recording.dump(file);
    return RecordingFile.readAllEvents(file).stream()
        .filter(event -> event.getEventType().getName().equals("io.pgha." + name))
        .filter(event -> "jfr".equals(event.getString("cluster")))
        .toList();
  }

  @Test
  void recordsViewsThatDifferInMoreThanTheirPolls() throws IOException {
    record();
    telemetry.published(polled.view(), List.of());
    telemetry.published(polled.nextRound().answers("pg1", leader()).view(), List.of());
    telemetry.published(polled.silent("pg2").view(), List.of());

    List<RecordedEvent> events = recorded("ViewChanged");
    assertThat(events).hasSize(2);
    RecordedEvent last = events.get(1);
    assertThat(last.getLong("sequence")).isEqualTo(polled.view().sequence());
    assertThat(last.getString("leader")).isEqualTo("pg1 (pg1:5432)");
    assertThat(last.getString("leaderState")).isEqualTo("ready");
    assertThat(last.getLong("timeline")).isEqualTo(1);
    assertThat(last.getInt("answering")).isEqualTo(1);
    assertThat(last.getInt("members")).isEqualTo(2);
  }

  @Test
  void recordsARouteThatWasFound() throws IOException {
    record();
    RouteTrace trace = telemetry.route(Purpose.read(Target.PREFER_SECONDARY));
    trace.tries();
    trace.tries();
    trace.opened(session("pg2", /* primary= */ false));

    RecordedEvent event = recorded("RouteDecided").get(0);
    assertThat(event.getString("purpose")).isEqualTo("PREFER_SECONDARY");
    assertThat(event.getBoolean("readOnly")).isTrue();
    assertThat(event.getString("member")).isEqualTo("pg2 (pg2:5432)");
    assertThat(event.getString("role")).isEqualTo("replica");
    assertThat(event.getInt("attempts")).isEqualTo(2);
    assertThat(event.getDuration("waited")).isZero();
    assertThat(event.getString("outcome")).isEqualTo("opened");
  }

  @Test
  void recordsAWaitForALeaderInVain() throws IOException {
    record();
    RouteTrace trace = telemetry.route(Purpose.WRITE);
    trace.waits();
    now.addAndGet(3_000);
    trace.waits();
    now.addAndGet(2_000);
    trace.failed(new SQLException("for the test", "08001"));

    RecordedEvent waited = recorded("WaitedForLeader").get(0);
    assertThat(waited.getString("outcome")).isEqualTo("08001");
    RecordedEvent route = recorded("RouteDecided").get(0);
    assertThat(route.getDuration("waited").toNanos()).isEqualTo(5_000);
    assertThat(route.getString("member")).isNull();
    assertThat(route.getString("outcome")).isEqualTo("08001");
  }

  @Test
  void recordsNoWaitForALeaderOfWhoReads() throws IOException {
    record();
    RouteTrace trace = telemetry.route(Purpose.read(Target.SECONDARY));
    trace.waits();
    trace.opened(session("pg2", /* primary= */ false));

    assertThat(recorded("WaitedForLeader")).isEmpty();
    assertThat(recorded("RouteDecided")).hasSize(1);
  }

  @Test
  void recordsAFenceOncePerMember() throws IOException {
    record();
    Session first = session("pg1", /* primary= */ true);
    Session second = session("pg1", /* primary= */ true);
    polled.nextRound().answers("pg1", replica()).answers("pg2", leader().timeline(2));
    telemetry.published(polled.view(), List.of(first, second));

    List<RecordedEvent> events = recorded("Fenced");
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getString("member")).isEqualTo("pg1 (pg1:5432)");
    assertThat(events.get(0).getInt("sessions")).isEqualTo(2);
    assertThat(events.get(0).getString("reason")).isEqualTo("leader is pg2 (pg2:5432), timeline 2");
  }

  @Test
  void recordsNothingThatIsNotEnabled() throws IOException {
    recording.disable("io.pgha.RouteDecided");
    recording.start();
    telemetry.route(Purpose.WRITE).opened(session("pg1", /* primary= */ true));

    assertThat(recorded("RouteDecided")).isEmpty();
  }

  @Test
  void labelsEachEventAndEachOfItsFields() {
    record();
    telemetry.published(polled.view(), List.of(session("pg1", /* primary= */ true)));
    telemetry.route(Purpose.WRITE).waits();
    List<EventType> types =
        FlightRecorder.getFlightRecorder().getEventTypes().stream()
            .filter(type -> EVENTS.contains(type.getName()))
            .toList();

    assertThat(types).extracting(EventType::getName).containsExactlyInAnyOrderElementsOf(EVENTS);
    assertThat(types).allSatisfy(type -> assertThat(type.getCategoryNames()).contains("pgha"));
    assertThat(types).extracting(EventType::getLabel).doesNotContainNull();
    assertThat(types).flatExtracting(EventType::getFields).allMatch(JfrRecorderTest::isLabelled);
    assertThat(types)
        .flatExtracting(EventType::getAnnotationElements)
        .extracting(AnnotationElement::getTypeName)
        .contains(Category.class.getName());
  }

  private static boolean isLabelled(ValueDescriptor field) {
    return field.getLabel() != null;
  }

  private Session session(String member, boolean primary) {
    return new Session(
        member(member),
        Purpose.WRITE,
        new StubConnection().connection(),
        primary,
        polled.view().leader());
  }
}
