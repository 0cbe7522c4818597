package io.pgha.driver.patroni;

/** A request under way. Thread-safe. */
public interface Poll {
  /**
   * Ends the request, unless it has ended: its connection is closed, and what it brings is that
   * there was no answer.
   *
   * @param reason ends the sentence "no answer from http://10.0.0.1:8008 …", such as {@code within
   *     1s}
   */
  void cancel(String reason);
}
