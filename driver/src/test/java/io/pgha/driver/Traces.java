package io.pgha.driver;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import org.jspecify.annotations.Nullable;

/** All that this JVM logs, at any level, until it is closed, and the exceptions that are added. */
public final class Traces extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("");
  private final Queue<String> texts = new ConcurrentLinkedQueue<>();
  private final SimpleFormatter formatter = new SimpleFormatter();
  private final @Nullable Level levelBefore;

  public Traces() {
    levelBefore = logger.getLevel();
    logger.addHandler(this);
    logger.setLevel(Level.ALL);
  }

  @Override
  public void publish(LogRecord entry) {
    texts.add(formatter.format(entry));
  }

  public void add(Throwable failure) {
    StringWriter trace = new StringWriter();
    failure.printStackTrace(new PrintWriter(trace, /* autoFlush= */ true));
    texts.add(trace.toString());
  }

  public String text() {
    return String.join("", texts);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.setLevel(levelBefore);
    logger.removeHandler(this);
  }
}
