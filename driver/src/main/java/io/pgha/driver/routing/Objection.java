package io.pgha.driver.routing;

/** What speaks against a session's staying on its member. */
enum Objection {
  /** Nothing. */
  NONE,
  /** It says that its PostgreSQL is not running, or Patroni does not name it any more. */
  GONE,
  /** Its REST API does not answer, and another one does. */
  SILENT,
  /** A session opened now would be put on a better one. */
  OUTRANKED,
  /** Another one, as good, has far fewer sessions. */
  CROWDED
}
