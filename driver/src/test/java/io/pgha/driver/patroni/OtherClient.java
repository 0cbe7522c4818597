package io.pgha.driver.patroni;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Another client of a member's API, such as the leader that has to reach its replicas in failsafe
 * mode, or a load balancer: it asks ten times a second, and counts what was not answered in the two
 * seconds that Patroni itself allows. Thread-safe.
 */
public final class OtherClient implements AutoCloseable {
  private static final Duration DEADLINE = Duration.ofSeconds(2);
  private static final long PAUSE_MILLIS = 100;

  private final ModelPatroni member;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final Thread thread = new Thread(this::askAgainAndAgain, "other-client");

  /** Written only by the thread. */
  private volatile List<Duration> answered = List.of();

  /** Written only by the thread. */
  private volatile int unanswered;

  private OtherClient(ModelPatroni member) {
    this.member = member;
  }

  public static OtherClient of(ModelPatroni member) {
    OtherClient client = new OtherClient(member);
    client.thread.setDaemon(true);
    client.thread.start();
    return client;
  }

  /** How long each answer took, in order. */
  public List<Duration> answered() {
    return answered;
  }

  public int unanswered() {
    return unanswered;
  }

  @Override
  public void close() {
    closed.countDown();
  }

  private void askAgainAndAgain() {
    try {
      do {
        ask();
      } while (!closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @SuppressWarnings("NonAtomicVolatileUpdate") // One thread writes.
  private void ask() {
    long start = System.nanoTime();
    try (Socket socket = new Socket()) {
      int millis = (int) DEADLINE.toMillis();
      socket.connect(
          new InetSocketAddress(InetAddress.getLoopbackAddress(), member.port()), millis);
      socket.setSoTimeout(millis);
      socket.getOutputStream().write("POST /failsafe HTTP/1.0\r\n\r\n".getBytes(ISO_8859_1));
      if (socket.getInputStream().readAllBytes().length == 0) {
        throw new IOException("no answer");
      }
      List<Duration> more = new ArrayList<>(answered);
      more.add(Duration.ofNanos(System.nanoTime() - start));
      answered = List.copyOf(more);
    } catch (IOException e) {
      unanswered++;
    }
  }
}
