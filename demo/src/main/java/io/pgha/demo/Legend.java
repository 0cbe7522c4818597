package io.pgha.demo;

import java.util.List;

/** What somebody should know who has never seen such a cluster. */
final class Legend {
  static final List<String> INTRODUCTION =
      List.of(
          "pgha demo: an application goes on while its PostgreSQL cluster loses members.",
          "It takes about two minutes, and removes everything at the end. Ctrl-C stops it.",
          "",
          "  member    a PostgreSQL server; there are three, all on this machine: pg1 to pg3",
          "  leader    the one member that takes writes",
          "  replica   a member that copies the leader; it can be read from",
          "  Patroni   runs beside every member; together they decide who is the leader",
          "  pgha      the JDBC driver: the application says jdbc:pgha:... instead of",
          "            jdbc:postgresql:..., and need not know who is what",
          "");

  private Legend() {}

  static List<String> application(String url) {
    return List.of(
        "",
        "The application's URL:",
        "  " + url,
        "It has two HikariCP pools for it. %d threads write through one, each a row about"
            .formatted(Workload.WRITERS),
        "every %d ms; %d threads read through the other, which says readOnly=true. Every"
            .formatted(Workload.PAUSE_MILLIS, Workload.READERS),
        "answer tells which member gave it. That is what is counted, second by second:",
        "",
        "  w/s W     writes that this member answered in the last second",
        "  r/s R     reads that this member answered in the last second",
        "  LEADER, replica, lag 5MB (a replica that is behind), starting, ..., down",
        "            what the member's Patroni says of it; the driver is not asked",
        "",
        "A write is confirmed when the leader and one replica have it (synchronous_mode),",
        "so that no confirmed write dies with the leader. A write or read that fails is",
        "counted as an error, and not repeated.",
        "",
        "A pool keeps its connections: a member that comes back gets its share of reads as",
        "they are renewed, which the reading pool does every %d s. A connection that would read"
            .formatted(Pools.READING_LIFETIME_SECONDS),
        "on the leader although there is a replica is given up at once by the application.");
  }

  static final List<String> TABLE =
      List.of(
          "",
          "  gap       the longest time without a single answer to any of the threads",
          "  errors    what the application saw: failed writes (w) and reads (r). A statement",
          "            that is under way when its member dies fails; it is for the application",
          "            to decide whether it may be sent again",
          "");
}
