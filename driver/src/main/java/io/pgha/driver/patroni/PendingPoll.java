package io.pgha.driver.patroni;

import java.io.IOException;
import java.net.URI;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import okhttp3.Call;
import okhttp3.Response;
import org.jspecify.annotations.Nullable;

/**
 * One request and whom to tell of its end: whoever of {@link #run} and {@link #cancel} comes first
 * tells, so a request stuck in a name look-up, which nothing can interrupt, still ends in time.
 */
final class PendingPoll<T> implements Poll, Runnable {
  /** Makes the result of an answer. */
  interface Reader<T> {
    T read(int code, byte[] body, @Nullable Instant date) throws UnusableAnswerException;
  }

  /** Makes the result when there is no usable answer, of the sentence that says why. */
  interface Failure<T> extends Function<String, T> {}

  private final Call call;
  private final URI origin;
  private final Reader<T> reader;
  private final Failure<T> failure;
  private final Consumer<T> done;
  private final PollThreads threads;
  private final AtomicBoolean ended = new AtomicBoolean();

  PendingPoll(
      Call call, Reader<T> reader, Failure<T> failure, Consumer<T> done, PollThreads threads) {
    this.call = call;
    this.origin = Origin.of(call.request().url());
    this.reader = reader;
    this.failure = failure;
    this.done = done;
    this.threads = threads;
  }

  @Override
  public void run() {
    T result = result();
    if (result != null && ended.compareAndSet(false, true)) {
      done.accept(result);
    }
  }

  @Override
  public void cancel(String reason) {
    boolean first = ended.compareAndSet(false, true);
    call.cancel();
    if (first) {
      threads.run(() -> done.accept(noAnswer(" " + reason)));
    }
  }

  /**
   * Null if it was cancelled: then nobody waits for why, and what is needed to say so may be gone.
   */
  private @Nullable T result() {
    try (Response response = call.execute()) {
      return read(response);
    } catch (IOException | RuntimeException e) {
      return ended.get() ? null : noAnswer(": " + reason(e));
    }
  }

  /** No answer may end the monitor, whatever it does to the libraries that read it. */
  private String reason(Exception e) {
    if (e instanceof IOException failure) {
      return call.request().isHttps() ? Reason.overTls(failure) : Reason.of(failure);
    }
    return Excerpt.of(e.toString());
  }

  private T read(Response response) throws IOException {
    try {
      return reader.read(
          response.code(), response.body().bytes(), response.headers().getInstant("Date"));
    } catch (UnusableAnswerException e) {
      return failure.apply(
          "unusable answer from " + origin + ", code " + response.code() + ": " + e.getMessage());
    }
  }

  private T noAnswer(String reason) {
    return failure.apply("no answer from " + origin + reason);
  }
}
