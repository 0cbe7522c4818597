package io.pgha.spring;

import static org.assertj.core.api.Assertions.assertThat;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import io.pgha.hikari.PghaHikariConfig;
import io.pgha.hikari.PghaHikariDataSource;
import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import javax.sql.DataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.support.JdbcTransactionManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Transactions per second of Spring over pgha, beside those over a plain pool of pgjdbc on the
 * right member. They take turns, so that what else the machine does meets both. It reports; how
 * fast a machine is decides nothing.
 */
final class ThroughputIT {
  private static final boolean READ_ONLY = true;
  private static final int THREADS = 2;
  private static final int ROUNDS = 20;
  private static final Duration TURN = Duration.ofMillis(250);

  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder());

  private final PatroniCluster cluster = patroni.cluster();
  private final ExecutorService threads = Executors.newFixedThreadPool(THREADS);

  /** One of those that are compared. */
  private record Lane(TransactionTemplate transactions, JdbcTemplate jdbc, String sql) {
    static Lane of(DataSource source, boolean readOnly) {
      TransactionTemplate transactions =
          new TransactionTemplate(new JdbcTransactionManager(source));
      transactions.setReadOnly(readOnly);
      String sql =
          readOnly
              ? "select balance from accounts where id = 1"
              : "update accounts set balance = balance + 1 where id = 2 returning balance";
      return new Lane(transactions, new JdbcTemplate(source), sql);
    }

    /** Until the time is over; gives how many. */
    long run(long end) {
      long done = 0;
      while (System.nanoTime() < end) {
        transactions.executeWithoutResult(status -> query());
        done++;
      }
      return done;
    }

    private void query() {
      jdbc.queryForObject(sql, Long.class);
    }
  }

  @Test
  void reportsWhatPghaCosts() throws Exception {
    Member replica = cluster.replicas().get(0);
    try (PghaHikariDataSource pgha = new PghaHikariDataSource(config(Applications.url(cluster)));
        HikariDataSource onLeader = plain(cluster.leader());
        HikariDataSource onReplica = plain(replica)) {
      makeAccounts(pgha);
      compare("read-only", Lane.of(pgha, READ_ONLY), Lane.of(onReplica, READ_ONLY));
      compare("default", Lane.of(pgha, !READ_ONLY), Lane.of(onLeader, !READ_ONLY));
    } finally {
      threads.shutdown();
    }
  }

  private void makeAccounts(DataSource pgha) {
    new JdbcTemplate(pgha)
        .execute(
            "create table accounts (id int primary key, balance bigint);"
                + " insert into accounts values (1, 0), (2, 0)");
    String written = cluster.leader().sql("select pg_current_wal_lsn()");
    String replayed = "select pg_last_wal_replay_lsn() >= '" + written + "'";
    cluster.await(
        "replicas with the accounts",
        () -> cluster.replicas().stream().allMatch(each -> each.sql(replayed).equals("t")));
  }

  private HikariConfig config(String url) {
    HikariConfig config = new PghaHikariConfig();
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

  private void compare(String kind, Lane pgha, Lane plain) throws Exception {
    turn(pgha);
    turn(plain);
    List<Double> ratios = new ArrayList<>();
    long ofPgha = 0;
    long ofPlain = 0;
    for (int round = 0; round < ROUNDS; round++) {
      boolean pghaFirst = round % 2 == 0;
      long first = turn(pghaFirst ? pgha : plain);
      long second = turn(pghaFirst ? plain : pgha);
      ofPgha += pghaFirst ? first : second;
      ofPlain += pghaFirst ? second : first;
      ratios.add(pghaFirst ? (double) first / second : (double) second / first);
    }
    report(kind, ofPgha, ofPlain, ratios);
  }

  private long turn(Lane lane) throws Exception {
    long end = System.nanoTime() + TURN.toNanos();
    List<Future<Long>> running =
        IntStream.range(0, THREADS).mapToObj(i -> threads.submit(() -> lane.run(end))).toList();
    long done = 0;
    for (Future<Long> each : running) {
      done += each.get();
    }
    return done;
  }

  private static void report(String kind, long pgha, long plain, List<Double> ratios) {
    Collections.sort(ratios);
    double seconds = ROUNDS * TURN.toMillis() / 1000.0;
    System.out.printf(
        "%s transactions/s: pgha %.0f, plain pool %.0f, ratio %.3f (median of %d turns %.3f)%n",
        kind,
        pgha / seconds,
        plain / seconds,
        (double) pgha / plain,
        ROUNDS,
        ratios.get(ROUNDS / 2));
    assertThat(Math.min(pgha, plain)).isPositive();
  }
}
