package io.pgha.proxy.check;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgha.driver.config.Config;
import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.definition.Flag;
import io.pgha.proxy.definition.Members;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.definition.SettingsReader;
import io.pgha.proxy.emit.HaproxyProfile;
import io.pgha.proxy.emit.KeepalivedProfile;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** Files beside what a cluster of 10.5.5.147 and 10.5.5.148 needs. */
final class FileCheckTest {
  private static final String TWO = "10.5.5.147,10.5.5.148";

  /** As in the article, with a third listener of another service. */
  private static final String ARTICLE =
      """
      defaults
          mode http

      listen PG1
          bind *:5000
          option httpchk
          http-check expect status 200
          default-server inter 3s fall 3 rise 2 on-marked-down shutdown-sessions
          server a 10.5.5.147:5432 maxconn 100 check port 8008
          server b 10.5.5.148:5432 maxconn 100 check port 8008

      listen PG1_ro
          bind *:5001
          option httpchk GET /replica
          default-server inter 3s check port 8008
          server a 10.5.5.147:5432 # the first
          server b 10.5.5.148:5432

      listen web
          bind *:80
          option httpchk GET /health
          server w 10.5.5.9:80 check
      """;

  private static final List<Flag> HOSTS =
      List.of(
          Flag.list(
              "--host",
              "hosts",
              List.of(
                  "name=lb1,interface=eth0,address=10.5.5.11/24",
                  "name=lb2,interface=eth0,address=10.5.5.12/24")),
          Flag.list("--vip", "vips", List.of("address=10.5.5.100,routerId=51")));

  @Test
  void fitsWhatWasMadeOfTheSame() {
    assertThat(check(TWO).differences(haproxy(TWO))).isEmpty();
    assertThat(check(TWO).differences(haproxy(TWO, Flag.parse("--set", "ports.write=6000"))))
        .isEmpty();
  }

  @Test
  void namesMembersThatCameAndWent() {
    assertThat(check("10.5.5.148,10.5.5.149").differences(haproxy(TWO)))
        .contains(
            "listen pgha_writes: server 10.5.5.149_5432 10.5.5.149:5432 is missing",
            "listen pgha_writes: server 10.5.5.147_5432 10.5.5.147:5432 is no member's");
  }

  @Test
  void namesTheLimitOfLag() {
    assertThat(check(TWO + "/app?maxReplicaLag=64MB").differences(haproxy(TWO)))
        .containsExactly(
            "listen pgha_reads: option httpchk HEAD /replica?lag=10MB, should be option httpchk"
                + " HEAD /replica?lag=64MB");
  }

  @Test
  void namesPortsAndOptionsOfServers() {
    String changed = haproxy(TWO).replaceFirst("maxconn [0-9]+ check port 8008", "check port 8009");
    assertThat(check(TWO).differences(changed))
        .containsExactly(
            "listen pgha_writes: server 10.5.5.147_5432: no maxconn, should be maxconn 17",
            "listen pgha_writes: server 10.5.5.147_5432: port 8009, should be port 8008");
  }

  @Test
  void namesLinesAndSectionsThatAreTooManyOrTooFew() {
    String changed =
        haproxy(TWO)
            .replace("    mode tcp\n", "")
            .replace("    chroot", "    nbthread 4\n    chroot")
            .replace("listen pgha_reads", "listen other");
    assertThat(check(TWO).differences(changed))
        .contains(
            "global: nbthread 4 is not expected",
            "defaults: mode tcp is missing",
            "listen pgha_reads: is missing",
            "listen other: is not expected");
  }

  @Test
  void comparesByTheProfileThatIsGiven() {
    assertThat(check(TWO, "article").differences(haproxy(TWO)))
        .contains("listen PG1: is missing", "listen pgha_writes: is not expected");
  }

  @Test
  void refusesAProfileThatThereIsNot() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> check(TWO, "artikel").differences(ARTICLE))
        .withMessageContaining("profile artikel is none of [default, article");
  }

  @Test
  void understandsTheServersOfTheArticle() {
    assertThat(check(TWO).differences(ARTICLE)).isEmpty();
  }

  @Test
  void seesInTheArticleWhoIsMissingAndWhoIsGone() {
    assertThat(check("10.5.5.147,10.5.5.149").differences(ARTICLE))
        .containsExactly(
            "listen PG1: no server for member 10.5.5.149_5432 10.5.5.149:5432",
            "listen PG1: server b 10.5.5.148:5432 is no member's",
            "listen PG1_ro: no server for member 10.5.5.149_5432 10.5.5.149:5432",
            "listen PG1_ro: server b 10.5.5.148:5432 is no member's");
  }

  @Test
  void seesInTheArticleWhereItsChecksAreWrong() {
    String changed =
        ARTICLE
            .replace("GET /replica", "GET /replica?lag=10mb")
            .replaceFirst("check port 8008", "check")
            .replaceFirst("maxconn 100 check port 8008", "");
    assertThat(check(TWO).differences(changed))
        .containsExactly(
            "listen PG1: server a 10.5.5.147:5432: checks port 5432, should be 8008",
            "listen PG1: server b 10.5.5.148:5432: is not checked",
            "listen PG1_ro: lag=10mb is no limit for Patroni");
    assertThat(check(TWO).differences(ARTICLE.replace("/replica", "/replica?lag=16MB")))
        .containsExactly(
            "listen PG1_ro: lag=16MB is 16777216 bytes, should be maxReplicaLag = 10485760");
    assertThat(check(TWO).differences(ARTICLE.replace("/replica", "/replika")))
        .containsExactly("listen PG1_ro: asks for /replika, which Patroni does not know");
    assertThat(check(TWO).differences(ARTICLE.replace("    option httpchk GET /replica\n", "")))
        .containsExactly("listen PG1_ro: has no \"option httpchk\", and so does not ask Patroni");
  }

  @Test
  void saysThatNothingHasToDoWithTheCluster() {
    assertThat(check(TWO).differences("listen web\n  bind *:80\n  server w 10.5.5.9:80 check\n"))
        .containsExactly("no section has a member as its server, and asks Patroni about it");
  }

  @Test
  void refusesWhatIsNoConfiguration() {
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> check(TWO).differences("hosts: []\n"))
        .withMessage("it is neither HAProxy's nor keepalived's");
  }

  @Test
  void comparesKeepalivedForTheHostOfItsHead() {
    String file = keepalived("lb2");
    assertThat(check(TWO).differences(file)).isEmpty();
    assertThat(check(TWO).differences(file.replace("10.5.5.100/24", "10.5.5.101/24")))
        .containsExactly(
            "vrrp_instance VI_1: virtual_ipaddress 10.5.5.101/24, should be virtual_ipaddress"
                + " 10.5.5.100/24");
  }

  @Test
  void cannotTellOfKeepalivedOfOthersUnlessAProfileIsGiven() {
    String file = "vrrp_instance VI_1 {\n  state MASTER\n}\n";
    assertThat(check(TWO).canTell(file)).isFalse();
    assertThat(check(TWO, "default").canTell(file)).isTrue();
    assertThat(check(TWO).canTell(keepalived("lb2"))).isTrue();
    assertThat(check(TWO).canTell(ARTICLE)).isTrue();
  }

  @Test
  void namesSectionsAndServersThatAreThereTwice() {
    String changed =
        haproxy(TWO).replace("listen pgha_writes", "defaults\n    mode http\n\nlisten pgha_writes");
    assertThat(check(TWO).differences(changed)).containsExactly("defaults (2): is not expected");
    String twice =
        haproxy(TWO)
            .replaceFirst("( *server )(10.5.5.147_5432) [^\n]*\n", "$0$1$2 10.5.5.9:5432 check\n");
    assertThat(check(TWO).differences(twice))
        .containsExactly("listen pgha_writes: server 10.5.5.147_5432 10.5.5.9:5432 is no member's");
  }

  @Test
  void showsNoSecretOfKeepalived() {
    String file = "vrrp_instance VI_1 {\n authentication {\n auth_pass geheim\n }\n}\n";
    assertThat(KeepalivedText.parse(file).toString()).doesNotContain("geheim");
  }

  @Test
  void wantsTheTemplateOfAFileThatHasOneOfItsOwn() {
    String file = haproxy(TWO).replace("\"profile\"", "\"ownTemplate\":true,\"profile\"");
    assertThatExceptionOfType(ProblemException.class)
        .isThrownBy(() -> check(TWO).differences(file))
        .withMessageContaining("--template FILE");
  }

  private static FileCheck check(String rest) {
    return check(rest, null);
  }

  private static FileCheck check(String rest, @Nullable String profile) {
    Wanted wanted =
        new Wanted(Optional.ofNullable(profile), JsonNodeFactory.instance.objectNode(), "", null);
    return new FileCheck(wanted, settings -> definition(rest, settings));
  }

  private static Definition definition(String rest, Settings settings) {
    try {
      String url = "jdbc:pgha://" + rest + (rest.contains("/") ? "" : "/app");
      return Members.offline(Config.of(url, null), settings);
    } catch (SQLException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private static String haproxy(String rest, Flag... flags) {
    ObjectNode given = SettingsReader.given(null, List.of(flags));
    Settings settings = SettingsReader.read(null, List.of(flags));
    return new Header("default", "", /* ownTemplate= */ false, given).text()
        + HaproxyProfile.DEFAULT.emit(definition(rest, settings), null);
  }

  private static String keepalived(String host) {
    Settings settings = SettingsReader.read(null, HOSTS);
    Header head = new Header("default", host, false, SettingsReader.given(null, HOSTS));
    return head.text() + KeepalivedProfile.DEFAULT.emit(settings, "", null).get(host);
  }
}
