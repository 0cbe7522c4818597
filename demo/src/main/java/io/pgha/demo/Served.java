package io.pgha.demo;

/** One answer that the application got. */
sealed interface Served {
  /** The name of the member that answered, by what the session itself said. */
  String member();

  /** Whether the member was in recovery, that is a replica, by what the session itself said. */
  boolean inRecovery();

  /** From just before the statement until the answer was there. */
  Span span();

  /**
   * An acknowledged write.
   *
   * @param id of the row
   * @param timeline of the member's PostgreSQL: each promotion begins a higher one
   */
  record Write(long id, int timeline, String member, boolean inRecovery, Span span)
      implements Served {}

  record Read(String member, boolean inRecovery, Span span) implements Served {}
}
