package io.pgha.benchmarks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.Map;

/**
 * The server's end of one session, without a server: it takes what pgjdbc sends, and has the answer
 * ready in memory before pgjdbc looks for it. It knows as much of PostgreSQL's protocol as the
 * benchmarks use: queries without parameters, answers as text. Used by one thread.
 */
final class MemoryPostgres {
  private static final int ROOM = 128 * 1024;
  private static final int HEAD = 5;

  private final ByteBuffer received = ByteBuffer.allocate(ROOM);

  /** What pgjdbc has not read yet; always ready to be read. */
  private final ByteBuffer answers = ByteBuffer.allocate(ROOM).flip();

  private final Map<String, MemoryAnswer> statements = new HashMap<>();
  private MemoryAnswer bound = MemoryAnswer.to("");
  private boolean started;
  private char transaction = 'I';

  OutputStream questions() {
    return new OutputStream() {
      @Override
      public void write(int single) {
        write(new byte[] {(byte) single}, 0, 1);
      }

      @Override
      public void write(byte[] bytes, int offset, int length) {
        received.put(bytes, offset, length);
        answerAll();
      }
    };
  }

  InputStream answers() {
    return new InputStream() {
      @Override
      public int read() {
        return answers.hasRemaining() ? answers.get() & 0xff : -1;
      }

      @Override
      public int read(byte[] into, int offset, int length) {
        int most = Math.min(length, answers.remaining());
        answers.get(into, offset, most);
        return most == 0 && length > 0 ? -1 : most;
      }

      @Override
      public int available() {
        return pending();
      }
    };
  }

  int pending() {
    return answers.remaining();
  }

  private void answerAll() {
    received.flip();
    while (isComplete()) {
      int end = received.position() + length();
      answer();
      received.position(end);
    }
    received.compact();
  }

  private boolean isComplete() {
    return received.remaining() >= HEAD && received.remaining() >= length();
  }

  /** Only the first message has no letter before its length. */
  private int length() {
    return started
        ? 1 + received.getInt(received.position() + 1)
        : received.getInt(received.position());
  }

  private void answer() {
    if (started) {
      byte kind = received.get();
      received.getInt();
      answer((char) kind);
    } else {
      welcome();
    }
  }

  private void welcome() {
    String wanted = new String(received.array(), 0, length(), UTF_8);
    boolean readOnly = wanted.contains("default_transaction_read_only=on");
    started = true;
    send(readOnly ? MemoryAnswer.READ_ONLY : MemoryAnswer.WRITABLE);
    sendReady();
  }

  private void answer(char kind) {
    switch (kind) {
      case 'P' -> parse();
      case 'B' -> bind();
      case 'D' -> send(bound.description());
      case 'E' -> execute();
      case 'C' -> send(MemoryAnswer.CLOSED);
      case 'Q' -> query(MemoryAnswer.to(text()));
      case 'S' -> sendReady();
      case 'X' -> {}
      default -> throw new IllegalStateException("No answer to a message '" + kind + "'");
    }
  }

  private void parse() {
    statements.put(text(), MemoryAnswer.to(text()));
    send(MemoryAnswer.PARSED);
  }

  private void bind() {
    text(); // The portal: there is one at a time.
    bound = statements.getOrDefault(text(), bound);
    send(MemoryAnswer.BOUND);
  }

  private void execute() {
    send(bound.result());
    transaction = bound.transactionAfter(transaction);
  }

  private void query(MemoryAnswer answer) {
    bound = answer;
    if (answer.hasRows()) {
      send(answer.description());
    }
    execute();
    sendReady();
  }

  private void sendReady() {
    send(transaction == 'I' ? MemoryAnswer.IDLE : MemoryAnswer.IN_TRANSACTION);
  }

  private void send(byte[] message) {
    answers.compact();
    answers.put(message);
    answers.flip();
  }

  /** The next one of the message, which ends with a zero. */
  private String text() {
    int start = received.position();
    while (received.get() != 0) {}
    return new String(received.array(), start, received.position() - 1 - start, UTF_8);
  }
}
