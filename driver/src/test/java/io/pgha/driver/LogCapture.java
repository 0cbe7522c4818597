package io.pgha.driver;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;

/** What the driver logs from {@code INFO} on, until it is closed. */
public final class LogCapture extends Handler implements AutoCloseable {
  private final Logger logger = Logger.getLogger("io.pgha.driver");
  private final List<LogRecord> records = new CopyOnWriteArrayList<>();

  public LogCapture() {
    logger.addHandler(this);
  }

  public List<LogRecord> errors() {
    return records.stream()
        .filter(each -> each.getLevel().intValue() >= Level.SEVERE.intValue())
        .toList();
  }

  public List<String> warnings() {
    return records.stream()
        .filter(each -> each.getLevel().equals(Level.WARNING))
        .map(LogRecord::getMessage)
        .toList();
  }

  /** Level and text of each line about this cluster, in order. */
  public List<String> linesOf(String cluster) {
    String beginning = "Cluster " + cluster + ":";
    return records.stream()
        .filter(each -> each.getMessage().startsWith(beginning))
        .map(each -> each.getLevel() + each.getMessage().substring(beginning.length()))
        .toList();
  }

  @Override
  public void publish(LogRecord each) {
    records.add(each);
  }

  @Override
  public void flush() {}

  @Override
  public void close() {
    logger.removeHandler(this);
  }
}
