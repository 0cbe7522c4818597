package io.pgha.proxy.status;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** The exact texts that people and programs get. */
final class ReportTextTest {
  private static final MemberReport LEADER =
      new MemberReport(
          "pg1",
          "10.0.0.1:5432",
          "http://10.0.0.1:8008",
          "leader",
          "running",
          OptionalLong.of(3),
          OptionalLong.empty(),
          Map.of(),
          OptionalLong.of(4),
          Optional.empty(),
          Optional.of("holds the leader lock"),
          true);
  private static final MemberReport REPLICA =
      new MemberReport(
          "pg2",
          "10.0.0.2:5432",
          "http://10.0.0.2:8008",
          "sync_standby",
          "running",
          OptionalLong.of(3),
          OptionalLong.of(1200),
          Map.of("zone", "a", "disk", "ssd"),
          OptionalLong.of(12),
          Optional.empty(),
          Optional.empty(),
          true);
  private static final MemberReport SILENT =
      new MemberReport(
          "10.0.0.33:5432",
          "10.0.0.33:5432",
          "http://10.0.0.33:8008",
          "unknown",
          "",
          OptionalLong.empty(),
          OptionalLong.empty(),
          Map.of(),
          OptionalLong.empty(),
          Optional.of("no answer from http://10.0.0.33:8008: connection refused"),
          Optional.of("has not answered yet"),
          false);
  private static final ClusterReport REPORT =
      new ClusterReport(
          "10.0.0.1:5432,10.0.0.2:5432",
          new Route(List.of(List.of("pg1")), "holds the leader lock"),
          new Route(List.of(List.of("pg2"), List.of("pg1")), "replicas"),
          List.of(LEADER, REPLICA, SILENT));

  @Test
  void isATableForPeople() {
    assertThat(TableText.of(REPORT))
        .isEqualTo(
            """
            MEMBER          POSTGRES        ROLE          STATE    TIMELINE  LAG     API    TAGS             AGAINST READS
            pg1             10.0.0.1:5432   leader        running  3         -       4 ms   -                holds the leader lock
            pg2             10.0.0.2:5432   sync_standby  running  3         1200 B  12 ms  disk:ssd,zone:a  -
            10.0.0.33:5432  10.0.0.33:5432  unknown       -        -         -       -      -                no answer from http://10.0.0.33:8008: connection refused

            writes: pg1: holds the leader lock
            reads:  pg2, then pg1: replicas
            """);
  }

  @Test
  void isOneJsonObjectOnOneLineForPrograms() {
    assertThat(JsonText.of(REPORT))
        .isEqualTo(
            """
            {"cluster":"10.0.0.1:5432,10.0.0.2:5432",
            "write":{"to":["pg1"],"then":[],"why":"holds the leader lock"},
            "read":{"to":["pg2"],"then":["pg1"],"why":"replicas"},
            "members":[
            {"name":"pg1","postgres":"10.0.0.1:5432","api":"http://10.0.0.1:8008","role":"leader","state":"running",
            "timeline":3,"lagBytes":null,"answerMillis":4,"failure":null,"againstReads":"holds the leader lock","inUrl":true,"tags":{}},
            {"name":"pg2","postgres":"10.0.0.2:5432","api":"http://10.0.0.2:8008","role":"sync_standby","state":"running",
            "timeline":3,"lagBytes":1200,"answerMillis":12,"failure":null,"againstReads":null,"inUrl":true,"tags":{"disk":"ssd","zone":"a"}},
            {"name":"10.0.0.33:5432","postgres":"10.0.0.33:5432","api":"http://10.0.0.33:8008","role":"unknown","state":null,
            "timeline":null,"lagBytes":null,"answerMillis":null,"failure":"no answer from http://10.0.0.33:8008: connection refused",
            "againstReads":"has not answered yet","inUrl":false,"tags":{}}
            ]}
            """
                .replace("\n", ""));
  }

  @Test
  void saysWhyThereIsNowhereToGo() {
    Route nowhere = new Route(List.of(), "no member holds the leader lock");
    assertThat(TableText.of(new ClusterReport("pg", nowhere, nowhere, List.of())))
        .endsWith(
            """

            writes: nowhere: no member holds the leader lock
            reads:  nowhere: no member holds the leader lock
            """);
  }

  @Test
  void isNoNewsWhenOnlyNumbersMove() {
    MemberReport later =
        new MemberReport(
            REPLICA.name(),
            REPLICA.postgres(),
            REPLICA.api(),
            REPLICA.role(),
            REPLICA.state(),
            REPLICA.timeline(),
            OptionalLong.of(7),
            REPLICA.tags(),
            OptionalLong.of(7),
            REPLICA.failure(),
            REPLICA.against(),
            REPLICA.seed());
    assertThat(later.calm()).isEqualTo(REPLICA.calm());
    assertThat(LEADER.calm()).isNotEqualTo(REPLICA.calm());
  }
}
