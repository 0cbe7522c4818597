package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** Two clusters at the same time: one with certificates, and a standby cluster that follows it. */
final class ClusterKindsIT {
  private static PatroniCluster main;
  private static PatroniCluster standby;

  @BeforeAll
  static void start() {
    main =
        PatroniCluster.builder()
            .members(1)
            .apiSecurity(ApiSecurity.HTTPS_CLIENT_CERTIFICATE)
            .start();
    standby = PatroniCluster.builder().members(2).standbyOf(main).start();
  }

  @AfterAll
  static void close() {
    standby.close();
    main.close();
  }

  @Test
  void standbyClusterFollowsTheMainOne() {
    main.leader().sql("create table followed (); select pg_switch_wal()");
    Member standbyLeader = standby.leader();
    assertThat(standbyLeader.status().path("role").asText()).isEqualTo("standby_leader");
    assertThat(standbyLeader.sql("select pg_is_in_recovery()")).isEqualTo("t");
    Member last = standby.awaitReplicas(1).get(0);
    standby.await(
        "the table to arrive at the last one",
        () -> last.sql("select to_regclass('followed')").equals("followed"));
    assertThat(standby.password()).isEqualTo(main.password());
  }

  @Test
  void apiAnswersOnlyToThoseWithACertificate() {
    ApiCertificates certificates = main.apiCertificates();
    assertThat(main.leader().apiUrl()).startsWith("https://");
    // As of TLS 1.3 a client learns it when it asks: by an alert, the connection's end or a reset.
    assertThat(python(certificates, "ssl.create_default_context(cafile=ca)"))
        .contains("Traceback")
        .doesNotContain("\"role\"");
    assertThat(
            python(
                certificates,
                "ssl.create_default_context(cafile=ca)\nc.load_cert_chain(cert, key)"))
        .containsPattern("\"role\": \"(master|primary)\"");
  }

  /** Python is here wherever Patroni is. */
  private static String python(ApiCertificates certificates, String context) {
    String script =
        """
        import ssl, sys, urllib.request
        url, ca, cert, key = sys.argv[1:]
        c = %s
        print(urllib.request.urlopen(url, context=c).read().decode())
        """;
    return main.leader()
        .service()
        .machine()
        .run(
            List.of(
                "/usr/bin/python3",
                "-c",
                script.formatted(context),
                main.leader().apiUrl() + "/patroni",
                certificates.authority().toString(),
                certificates.clientCertificate().toString(),
                certificates.clientKey().toString()))
        .output();
  }

  @Test
  void saysWhenThereAreNoCertificates() {
    assertThatIllegalStateException()
        .isThrownBy(standby::apiCertificates)
        .withMessageContaining("plain HTTP");
  }
}
