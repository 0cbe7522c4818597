package io.pgha.driver.telemetry;

/** One member, as a JMX bean shows it. Where something is not known, it is -1 or empty. */
public interface MemberData {
  /** {@return Patroni's name of it} */
  String getName();

  /** {@return the address of its PostgreSQL} */
  String getPostgres();

  /** {@return the address of its REST API} */
  String getApi();

  /** {@return Patroni's word, as in its last answer} */
  String getRole();

  /** {@return Patroni's word for its PostgreSQL, as in its last answer} */
  String getState();

  /** {@return the timeline of its PostgreSQL, as in its last answer} */
  long getTimeline();

  /** {@return the bytes of WAL that it has yet to replay} */
  long getLagBytes();

  /** {@return whether it answered when it was last asked} */
  boolean isAnswering();

  /** {@return how long its REST API took for its last answer, in milliseconds} */
  long getAnswerMillis();

  /** {@return how long ago it last answered, in milliseconds} */
  long getAnswerAgeMillis();

  /** {@return why it did not answer when it was last asked} */
  String getFailure();

  /** {@return the number of open sessions on it, by all pools of this JVM} */
  int getSessions();

  /** {@return how often it was asked} */
  long getPollsSent();

  /** {@return how often it did not answer} */
  long getPollsFailed();
}
