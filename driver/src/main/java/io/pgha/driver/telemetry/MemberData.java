package io.pgha.driver.telemetry;

/** One member, as a JMX bean shows it. Where something is not known, it is -1 or empty. */
public interface MemberData {
  /** Patroni's name of it. */
  String getName();

  /** The address of its PostgreSQL. */
  String getPostgres();

  /** The address of its REST API. */
  String getApi();

  /** Patroni's word, as in its last answer. */
  String getRole();

  /** Of its PostgreSQL: Patroni's word, as in its last answer. */
  String getState();

  long getTimeline();

  /** Bytes of WAL that it has yet to replay. */
  long getLagBytes();

  /** Whether it answered when it was last asked. */
  boolean isAnswering();

  /** How long its REST API took for its last answer. */
  long getAnswerMillis();

  /** How long ago it last answered. */
  long getAnswerAgeMillis();

  /** Why it did not answer when it was last asked. */
  String getFailure();

  /** Open sessions on it, by all pools of this JVM. */
  int getSessions();

  long getPollsSent();

  long getPollsFailed();
}
