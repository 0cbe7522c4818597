package io.pgha.proxy.watch;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.cluster.Deadline;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * What HAProxy knows of its servers, which it loses at a reload unless somebody writes it down.
 *
 * @param socket its runtime API
 * @param file where it looks for it when it starts
 */
public record ServerState(Path socket, Path file, Ticker ticker) {
  static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final String QUESTION = "show servers state\n";

  /** The version of the format, which is the first line of an answer. */
  private static final String FORMAT = "1\n";

  /**
   * Writes it down. What HAProxy does not tell leaves an empty state, since an older one would have
   * members up that have changed since.
   *
   * @throws IOException if HAProxy does not tell it in time, or the file cannot be written
   */
  public void save() throws IOException {
    String state = FORMAT;
    try {
      state = told();
    } finally {
      write(state);
    }
  }

  private String told() throws IOException {
    String answer = ask();
    if (!answer.startsWith(FORMAT)) {
      throw new IOException("HAProxy answers " + answer.lines().findFirst().orElse("nothing"));
    }
    return answer;
  }

  private void write(String state) throws IOException {
    Path beside = file.resolveSibling(file.getFileName() + ".pgha-new");
    Files.writeString(beside, state);
    Files.move(beside, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private String ask() throws IOException {
    try (SocketChannel channel = SocketChannel.open(UnixDomainSocketAddress.of(socket));
        Selector selector = Selector.open()) {
      channel.write(ByteBuffer.wrap(QUESTION.getBytes(StandardCharsets.US_ASCII)));
      channel.configureBlocking(false);
      channel.register(selector, SelectionKey.OP_READ);
      return answer(channel, selector);
    }
  }

  /** Until HAProxy closes, which it does after one answer. */
  private String answer(SocketChannel channel, Selector selector) throws IOException {
    Deadline deadline = Deadline.after(ticker, PATIENCE);
    ByteArrayOutputStream answer = new ByteArrayOutputStream();
    ByteBuffer buffer = ByteBuffer.allocate(16 * 1024);
    int count = 0;
    while (count >= 0) {
      if (deadline.passed()) {
        throw new IOException("HAProxy does not answer within " + PATIENCE.toSeconds() + " s");
      }
      selector.select(TimeUnit.NANOSECONDS.toMillis(deadline.remaining()) + 1);
      count = channel.read(buffer.clear());
      answer.write(buffer.array(), 0, Math.max(0, count));
    }
    return answer.toString(StandardCharsets.UTF_8).stripTrailing() + "\n";
  }
}
