package io.pgha.proxy.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.PatroniStatus.Flag;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is found in facts that differ in one thing from those in which all is well. */
final class DoctorTest {
  private final Examined examined = new Examined();

  @Test
  void findsNothingWhereAllIsWell() {
    assertThat(examined.findings()).isEmpty();
  }

  @Test
  void putsTheWorstFirst() {
    examined.patroni = "{\"ttl\": 60}";
    examined.failure = Optional.of("28P01, wrong password");
    assertThat(Doctor.findings(examined.facts()))
        .extracting(Finding::severity)
        .isSorted()
        .startsWith(Finding.Severity.ERROR)
        .endsWith(Finding.Severity.ADVICE);
  }

  @Test
  void isOnOneLineThoughAServersMessageIsNot() {
    assertThat(Finding.error("a\n  b.\n", "c")).hasToString("error    a; b. Do: c");
  }

  @Test
  void findsThatNobodyGetsIn() {
    examined.failure = Optional.of("28P01, wrong password");
    finds("error    No connection for writing: 28P01, wrong password. Do: ");
    finds("error    No connection for reading: 28P01, wrong password. Do: ");
  }

  @Test
  void findsAFailoverThatOutlastsConnects() {
    examined.patroni = "{\"ttl\": 60, \"synchronous_mode\": \"quorum\"}";
    finds(
        "warning  ttl is 60 s: when the leader's host dies, a new leader takes writes after about"
            + " 65 s, and connects wait failoverTimeout = 35 s only. Do: failoverTimeout=65s in");
  }

  @Test
  void findsATtlThatIsShorterThanRetries() {
    examined.patroni = "{\"ttl\": 20, \"loop_wait\": 5, \"synchronous_mode\": true}";
    finds("warning  ttl is 20 s, less than loop_wait + 2 x retry_timeout = 25 s");
  }

  @Test
  void findsThatWritesCanBeLost() {
    examined.patroni = "{\"maximum_lag_on_failover\": 1000}";
    finds("advice   synchronous_mode is off: at a failover the writes that were acknowledged last");
    examined.patroni = "{\"synchronous_mode\": \"off\"}";
    finds("advice   synchronous_mode is off");
  }

  @Test
  void findsThatMuchCanBeLost() {
    examined.patroni = "{\"maximum_lag_on_failover\": 1000000000}";
    finds("warning  maximum_lag_on_failover is 1000000000 bytes");
  }

  @Test
  void findsThatNobodyReachesTheDcs() {
    examined.patroni = "";
    finds("warning  No member told its configuration");
  }

  @Test
  void findsAPause() {
    examined.answers(
        "pg2", Examined.status(503, "replica", "pg2", "4.1.0", "1", Set.of(Flag.PAUSE)));
    finds("warning  The cluster is paused");
  }

  @Test
  void findsAMemberThatIsAliveButOutOfReach() {
    examined.silent("pg2");
    examined.unreachable.add(new HostPort("pg2", 5432));
    finds(
        "error    pg2 (pg2:5432) is alive, but cannot be reached from here: [its REST API"
            + " http://pg2:8008, its PostgreSQL pg2:5432]. Do: ");
  }

  @Test
  void findsAPortThatIsClosed() {
    examined.unreachable.add(new HostPort("pg2", 5432));
    finds("error    pg2 (pg2:5432) is alive, but cannot be reached from here: [its PostgreSQL pg2");
  }

  @Test
  void findsAMemberThatIsDown() {
    examined.answers("pg1", Examined.leader());
    examined.silent("pg2");
    examined.unreachable.add(new HostPort("pg2", 5432));
    finds("warning  pg2 (pg2:5432) is down or cut off");
  }

  @Test
  void findsAMemberOfAnotherCluster() {
    examined.answers("pg2", Examined.status(503, "replica", "pg2", "4.1.0", "2", Set.of()));
    finds("error    pg2 (pg2:5432) is a member of another cluster");
  }

  @Test
  void findsVersionsThatAreTooOld() {
    examined.answers("pg2", Examined.status(503, "replica", "pg2", "1.6.5", "1", Set.of()));
    finds("error    pg2 (pg2:5432) runs Patroni 1.6.5; pgha knows the answers of 2.0 and later");
    examined.answers("pg2", Examined.status(503, "replica", "pg2", "2.0.2", "1", Set.of()));
    finds("advice   pg2 (pg2:5432) runs Patroni 2.0.2, which does not tell");
  }

  @Test
  void findsClocksThatDiffer() {
    examined.skews.put(Examined.api("pg1"), Duration.ofMillis(-1900));
    assertThat(examined.findings()).isEmpty();
    examined.skews.put(Examined.api("pg1"), Duration.ofSeconds(-9));
    finds("warning  The clock of pg1 (pg1:5432) is 9 s behind ours");
    examined.skews.put(Examined.api("pg1"), Duration.ofSeconds(9));
    finds("warning  The clock of pg1 (pg1:5432) is 9 s ahead of ours");
  }

  @Test
  void findsThatThereIsNoReplica() {
    examined.silent("pg2");
    finds("warning  There is no running replica");
  }

  @Test
  void findsPoolsThatAreTooLarge() {
    examined.pools = OptionalInt.of(97);
    assertThat(examined.findings()).isEmpty();
    examined.pools = OptionalInt.of(98);
    finds("error    The pools may open 98 sessions on one member");
  }

  @Test
  void findsWhatHaproxyWouldOpenTooMuch() {
    examined.settings.put("max_connections", "50");
    finds("warning  By these settings pgha haproxy lets all HAProxy hosts open 84 sessions");
  }

  @Test
  void countsWhatIsReserved() {
    examined.settings.put("reserved_connections", "20");
    finds("warning  By these settings pgha haproxy lets");
  }

  @Test
  void findsAServerThatDoesNotSeeClientsVanish() {
    examined.settings.put("tcp_user_timeout", "0");
    assertThat(examined.findings()).isEmpty();
    examined.settings.put("tcp_keepalives_idle", "7200");
    finds("warning  PostgreSQL has neither tcp_user_timeout nor a short tcp_keepalives_idle");
  }

  @Test
  void findsAPooler() {
    examined.pooled = true;
    finds("warning  There is a pooler such as PgBouncer at pg1:5432");
  }

  @Test
  void findsWhatForwards() {
    examined.reached = Optional.of(new HostPort("10.0.0.1", 6000));
    finds("advice   pg1:5432 leads to the PostgreSQL at 10.0.0.1:6000");
  }

  @Test
  void findsAPasswordOnAPlainConnection() {
    examined.encrypted = false;
    finds("warning  Sessions to pg1:5432 are not encrypted, and log in with a password");
    assertThat(examined.findings()).noneMatch(line -> line.contains("geheim"));
  }

  @Test
  void findsHostsOfTheUrlThatAreNoMembers() {
    examined.members(
        Examined.member("pg1", true),
        Examined.member("pg2", true),
        new Member(null, new HostPort("pg9", 5432), Examined.api("pg9"), /* seed= */ true));
    examined.answers("pg1", Examined.leader());
    examined.answers("pg2", Examined.replica("pg2"));
    examined.unreachable.add(new HostPort("pg9", 5432));
    finds("warning  The URL names pg9:5432, which is no member of the cluster");
  }

  @Test
  void findsThatTheUrlHasOneHostOnly() {
    examined.url = Examined.URL.replace("pg1,pg2", "pg1");
    finds("advice   The URL names pg1:5432 alone");
    examined.resolved.put("pg1", 2);
    finds("advice   All members are behind the one name pg1");
  }

  @Test
  void findsIdleConnectionsThatFirewallsForget() {
    examined.url = Examined.URL.replace("&tcpKeepAlive=true", "");
    finds("advice   The URL has not tcpKeepAlive=true");
    examined.url += "&stallTimeout=0";
    finds("warning  The URL has not tcpKeepAlive=true");
  }

  private void finds(String beginning) {
    assertThat(examined.findings()).anyMatch(line -> line.startsWith(beginning));
  }
}
