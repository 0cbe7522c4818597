package io.pgha.driver.proof;

/** What a client asked for. */
enum Kind {
  /** A connection. Only failures are recorded: what a connection is good for shows when used. */
  CONNECT,
  /** A new connection for reading, and the first read on it: where was it routed to? */
  ROUTE,
  READ,
  /**
   * BEGIN as a statement. It commits nothing, but the driver does not read what runs outside of a
   * transaction. Only failures are recorded.
   */
  BEGIN,
  /** One row, in an open transaction. */
  STATEMENT,
  /** One row, in a transaction of its own. */
  WRITE,
  /** The end of the transaction that the row before was written in. */
  COMMIT;

  boolean mayBeUnknown() {
    return decides() || this == BEGIN;
  }

  /** After such a failure nobody may know whether the row is there. */
  boolean decides() {
    return this == WRITE || this == COMMIT;
  }

  boolean writes() {
    return decides() || this == STATEMENT;
  }
}
