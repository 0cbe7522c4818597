package io.pgha.driver.patroni;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.driver.topology.Observation;
import java.io.IOException;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import okhttp3.Call;
import okhttp3.Dns;
import okhttp3.OkHttpClient;
import okhttp3.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How requests end: each once, in time, and without leaving a thread. */
@ExtendWith(LeftThreads.class)
class PollTest {
  private static final String STATUS = "{\"state\":\"running\",\"role\":\"replica\"}";

  private final PatroniClient client = client(Dns.SYSTEM);
  private final Told<Observation> told = new Told<>();
  private FakePatroni patroni;

  @BeforeEach
  void start() throws IOException {
    patroni = FakePatroni.start().answer(503, STATUS);
  }

  @AfterEach
  void stop() throws IOException {
    client.close();
    patroni.close();
  }

  private static PatroniClient client(Dns dns) {
    return new PatroniClient(PatroniTls.of(null, null, null), Duration.ofSeconds(5), dns);
  }

  @Test
  void endsAtOnceWhenCancelled() {
    patroni.behave(Behaviour.hang());

    Poll poll = client.status(patroni.api(), 3, told);
    await().until(() -> patroni.requests().size() == 1);
    poll.cancel("within 1s");

    assertThat(told.result())
        .isEqualTo(
            Observation.noAnswer(
                patroni.api(), 3, "no answer from " + patroni.api() + " within 1s"));
    await().until(() -> patroni.openConnections() == 0);
  }

  @Test
  void endsWhenCancelledInNameLookUp() {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);

    try (PatroniClient slow = client(host -> lookUpAfter(stuck, release, host))) {
      Poll poll = slow.status(URI.create("http://pg1:8008"), 1, told);
      await().until(() -> stuck.getCount() == 0);
      poll.cancel("within 1s");

      assertThat(told.result().failure()).isEqualTo("no answer from http://pg1:8008 within 1s");
    } finally {
      release.countDown();
    }
  }

  @Test
  void refusesMoreWhenAllThreadsHang() {
    CountDownLatch release = new CountDownLatch(1);
    URI api = URI.create("http://pg1:8008");

    try (PatroniClient slow = client(host -> lookUpAfter(new CountDownLatch(1), release, host))) {
      for (int i = 0; i < PollThreads.MAX; i++) {
        slow.status(api, 1, new Told<>());
      }
      slow.status(api, 1, told);

      assertThat(told.result().failure())
          .isEqualTo("no answer from http://pg1:8008 because 64 requests hang already");
    } finally {
      release.countDown();
    }
  }

  private static List<InetAddress> lookUpAfter(
      CountDownLatch entered, CountDownLatch release, String host) throws UnknownHostException {
    entered.countDown();
    try {
      release.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new UnknownHostException(host);
  }

  @Test
  void tellsOnceHoweverCancelAndAnswerRace() {
    List<Told<Observation>> all = new ArrayList<>();
    for (int i = 0; i < 300; i++) {
      Told<Observation> each = new Told<>();
      Poll poll = client.status(patroni.api(), i, each);
      if (i % 3 == 0) {
        each.result();
      }
      poll.cancel("within 1s");
      poll.cancel("within 2s");
      all.add(each);
    }

    all.forEach(Told::result);
    client.close();
    await().until(() -> LeftThreads.alive("pgha-patroni").isEmpty());
    assertThat(all).extracting(Told::times).containsOnly(1);
    assertThat(LeftThreads.alive("OkHttp", "Okio")).isEmpty();
  }

  @Test
  void tellsInDaemonThreadsThatSoonEnd() {
    client.status(patroni.api(), 1, told);

    assertThat(told.thread().isDaemon()).isTrue();
    assertThat(told.thread().getName()).matches("pgha-patroni-\\d+");
    await().until(() -> !told.thread().isAlive());
  }

  @Test
  void closeEndsWhatIsUnderWay() {
    patroni.behave(Behaviour.hang());

    client.status(patroni.api(), 1, told);
    await().until(() -> patroni.requests().size() == 1);
    client.close();

    assertThat(told.result().failure())
        .isEqualTo("no answer from " + patroni.api() + " because this client is closed");
    await().until(() -> patroni.openConnections() == 0);
  }

  @Test
  void looksForNoReasonOnceItIsCancelled() throws Exception {
    patroni.behave(Behaviour.hang());
    List<String> reasons = new CopyOnWriteArrayList<>();
    PollThreads threads = new PollThreads();
    PendingPoll<String> poll =
        new PendingPoll<>(
            callWithoutThreads(),
            (code, body, date) -> "an answer",
            reason -> {
              reasons.add(reason);
              return reason;
            },
            answer -> {},
            threads);

    threads.run(poll);
    await().until(() -> patroni.requests().size() == 1);
    poll.cancel("in the test");
    threads.close();
    threads.awaitEnd(Duration.ofSeconds(10).toNanos());

    assertThat(reasons).containsExactly("no answer from " + patroni.api() + " in the test");
  }

  private Call callWithoutThreads() {
    return new OkHttpClient.Builder()
        .connectionPool(NoIdleConnections.create())
        .fastFallback(false)
        .readTimeout(Duration.ZERO)
        .writeTimeout(Duration.ZERO)
        .build()
        .newCall(new Request.Builder().url(patroni.api().toString()).build());
  }

  @Test
  void runsNothingOnceItsEndWasAwaited() throws Exception {
    patroni.behave(Behaviour.hang());
    client.status(patroni.api(), 1, told);
    await().until(() -> patroni.requests().size() == 1);
    assertThat(client.ended()).isFalse();

    client.close();
    client.awaitEnd(Duration.ofSeconds(10).toNanos());

    assertThat(client.ended()).isTrue();
    assertThat(told.times()).isEqualTo(1);
  }

  @Test
  void isNotWaitedForInANameLookUp() throws Exception {
    CountDownLatch stuck = new CountDownLatch(1);
    CountDownLatch release = new CountDownLatch(1);
    PatroniClient slow = client(host -> lookUpAfter(stuck, release, host));
    try {
      slow.status(URI.create("http://pg1:8008"), 1, told);
      await().until(() -> stuck.getCount() == 0);
      slow.close();
      slow.awaitEnd(Duration.ofMillis(10).toNanos());

      assertThat(told.result().failure()).endsWith("because this client is closed");
      assertThat(slow.ended()).isFalse();
    } finally {
      release.countDown();
    }
  }

  @Test
  void saysThatItIsClosed() {
    client.close();

    client.status(patroni.api(), 1, told);

    assertThat(told.result().failure()).endsWith("because this client is closed");
    assertThat(patroni.requests()).isEmpty();
  }
}
