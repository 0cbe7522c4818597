package io.pgha.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgha.hikari.PghaHikariDataSource;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions per second of Spring over pgha, beside those over a plain pool of pgjdbc on the
 * right member. Each thread does one of these, one of those, so that what else the machine does
 * meets both alike. It reports; how fast a machine is decides nothing.
 */
final class ThroughputIT {
  private static final boolean READ_ONLY = true;
  private static final int THREADS = 2;
  private static final Duration WARM_UP = Duration.ofSeconds(3);
  private static final Duration MEASURED = Duration.ofSeconds(7);

  /** One replica, so that all reads are on the same. */
  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(2));

  private final PatroniCluster cluster = patroni.cluster();

  /** One of the two that are compared. */
  private record Lane(TransactionTemplate transactions, JdbcTemplate jdbc, String sql) {
    static Lane of(DataSource source, boolean readOnly) {
      TransactionTemplate transactions =
          new TransactionTemplate(new JdbcTransactionManager(source));
      transactions.setReadOnly(readOnly);
      String sql =
          readOnly
              ? "select balance from accounts where id = 1"
              : "insert into accounts (balance) values (1) returning balance";
      return new Lane(transactions, new JdbcTemplate(source), sql);
    }

    /** Gives how many nanoseconds one transaction took. */
    long run() {
      long start = System.nanoTime();
      transactions.executeWithoutResult(status -> query());
      return System.nanoTime() - start;
    }

    private void query() {
      jdbc.queryForObject(sql, Long.class);
    }
  }

  /** How long each transaction took, in the order of the pairs. */
  private record Times(List<Long> pgha, List<Long> plain) {
    Times() {
      this(new ArrayList<>(), new ArrayList<>());
    }

    void addAll(Times others) {
      pgha.addAll(others.pgha);
      plain.addAll(others.plain);
    }
  }

  @Test
  void reportsWhatPghaCosts() {
    Member replica = cluster.awaitReplicas(1).get(0);
    try (PghaHikariDataSource pgha = new PghaHikariDataSource(config(Applications.url(cluster)));
        HikariDataSource onLeader = plain(cluster.leader());
        HikariDataSource onReplica = plain(replica)) {
      makeAccounts(pgha, replica);
      compare("read-only", Lane.of(pgha, READ_ONLY), Lane.of(onReplica, READ_ONLY));
      compare("default", Lane.of(pgha, !READ_ONLY), Lane.of(onLeader, !READ_ONLY));
    }
  }

  private HikariConfig config(String url) {
    HikariConfig config = new HikariConfig();
    config.setJdbcUrl(url);
    config.setUsername(cluster.user());
    config.setPassword(cluster.password());
    config.setMaximumPoolSize(THREADS);
    return config;
  }

  private HikariDataSource plain(Member member) {
    return new HikariDataSource(
        config("jdbc:postgresql://" + member.address() + "/" + cluster.database()));
  }

  private void makeAccounts(DataSource pgha, Member replica) {
    new JdbcTemplate(pgha)
        .execute(
            "create table accounts (id bigserial primary key, balance bigint);"
                + " insert into accounts (balance) values (1)");
    String written = cluster.leader().sql("select pg_current_wal_lsn()");
    String replayed = "select pg_last_wal_replay_lsn() >= '" + written + "'";
    cluster.await("a replica with the accounts", () -> replica.sql(replayed).equals("t"));
  }

  private static void compare(String kind, Lane pgha, Lane plain) {
    measure(pgha, plain, WARM_UP);
    report(kind, measure(pgha, plain, MEASURED));
  }

  private static Times measure(Lane pgha, Lane plain, Duration howLong) {
    long end = System.nanoTime() + howLong.toNanos();
    List<CompletableFuture<Times>> threads =
        IntStream.range(0, THREADS)
            .mapToObj(i -> CompletableFuture.supplyAsync(() -> pairs(pgha, plain, end)))
            .toList();
    Times all = new Times();
    threads.forEach(thread -> all.addAll(thread.join()));
    return all;
  }

  private static Times pairs(Lane pgha, Lane plain, long end) {
    Times times = new Times();
    while (System.nanoTime() - end < 0) {
      times.plain().add(plain.run());
      times.pgha().add(pgha.run());
    }
    return times;
  }

  private static void report(String kind, Times times) {
    assertThat(times.pgha()).isNotEmpty();
    double pgha = perSecond(times.pgha());
    double plain = perSecond(times.plain());
    System.out.printf(
        "%s transactions/s and thread: pgha %.0f, plain pool %.0f, ratio %.3f;"
            + " median: pgha %d us, plain pool %d us, ratio %.3f%n",
        kind,
        pgha,
        plain,
        pgha / plain,
        median(times.pgha()) / 1000,
        median(times.plain()) / 1000,
        (double) median(times.plain()) / median(times.pgha()));
  }

  private static double perSecond(List<Long> nanos) {
    return nanos.size() * 1e9 / nanos.stream().mapToLong(Long::longValue).sum();
  }

  private static long median(List<Long> nanos) {
    return nanos.stream().sorted().toList().get(nanos.size() / 2);
  }
}
