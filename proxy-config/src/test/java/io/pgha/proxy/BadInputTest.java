package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Bad input is one clear message and exit status 2, and nothing is written. */
final class BadInputTest {
  private static final String URL = "jdbc:pgha://10.0.0.1,10.0.0.2/app?user=app&password=geheim";
  private static final List<String> HOSTS =
      List.of(
          "--host",
          "name=lb1,interface=eth0,address=10.0.0.11/24",
          "--host",
          "name=lb2,interface=eth0,address=10.0.0.12/24");

  @TempDir Path folder = Path.of("");

  @Test
  void refusesAnUnknownUnitOfTheUrl() {
    assertThat(refused(haproxy(URL + "&maxReplicaLag=10mb")))
        .contains("maxReplicaLag", "10mb", "Did you mean 10MB?");
  }

  @Test
  void refusesAnUnknownUnitOfTheSettings() {
    assertThat(refused(withSettings("ports:\n  write: 6000\ntimeouts:\n  connect: 2sec\n")))
        .contains("pgha.yaml, line 4: timeouts.connect is \"2sec\"; expected a time such as");
  }

  @Test
  void refusesAnUnknownKeyAndNamesTheNearest() {
    assertThat(refused(withSettings("ports:\n  wirte: 6000\n")))
        .contains("pgha.yaml, line 2: ports.wirte is no key; did you mean write?");
  }

  @Test
  void refusesAWrongType() {
    assertThat(refused(withSettings("\nports: {write: many}\n")))
        .contains("line 2: ports.write is \"many\"; expected a whole number");
    assertThat(refused(withSettings("ports: 5000\n")))
        .contains("line 1: ports is 5000; expected keys and values");
    assertThat(refused(haproxy(URL, "--set", "returnToReplicas=5")))
        .contains("returnToReplicas is 5; expected true or false");
  }

  @Test
  void refusesAKeyThatIsThereTwice() {
    assertThat(refused(withSettings("ports: {read: 1}\nports: {read: 2}\n")))
        .contains("pgha.yaml, line 2: ", "ports");
  }

  @Test
  void refusesSettingsThatAreNone() {
    assertThat(refused(withSettings("- 5\n"))).contains("expected keys and values");
    assertThat(refused(withSettings("ports: {\n"))).contains("pgha.yaml, line ");
    assertThat(refused(haproxy(URL, "--config", "/nowhere/pgha.yaml")))
        .contains("Cannot read the settings in /nowhere/pgha.yaml");
  }

  @Test
  void refusesAHostWithoutAnAddress() {
    assertThat(refused(withSettings("hosts:\n  - {name: lb1, interface: eth0}\n")))
        .contains("line 2: hosts[0]", "host lb1 has addresses such as");
  }

  @Test
  void refusesPortsThatAreEqual() {
    assertThat(refused(haproxy(URL, "--set", "ports.read=5000"))).contains("ports", "different");
  }

  @Test
  void refusesToListenNowhere() {
    assertThat(refused(haproxy(URL, "--set", "ports.write=0", "--set", "ports.read=0")))
        .contains("no listener is left");
  }

  @Test
  void refusesAnHaproxyThatIsTooOld() {
    assertThat(refused(haproxy(URL, "--haproxy-version", "1.8"))).contains("not before 2.2");
  }

  @Test
  void refusesAVipOutsideTheNetworkAsInTheArticle() {
    assertThat(refused(keepalived("--vip", "address=10.5.5.100,routerId=51")))
        .contains("VIP 10.5.5.100 is outside the network of eth0 on host lb1", "10.0.0.11/24");
    assertThat(refused(twoVips("address=10.0.0.100,routerId=51", "address=10.5.5.100,routerId=52")))
        .contains("VIP 10.5.5.100 is outside");
  }

  @Test
  void refusesAVipThatIsAHostsOwn() {
    assertThat(refused(keepalived("--vip", "address=10.0.0.12,routerId=51")))
        .contains("10.0.0.12 is host lb2's own address");
  }

  @Test
  void refusesHostsThatShareAnAddress() {
    assertThat(
            refused(
                keepalived(
                    "--host",
                    "name=lb3,interface=eth0,address=10.0.0.11/24",
                    "--vip",
                    "address=10.0.0.100,routerId=51")))
        .contains("Hosts lb1 and lb3 both have the address 10.0.0.11");
  }

  @Test
  void refusesRouterIdsThatAreEqual() {
    assertThat(refused(twoVips("address=10.0.0.100,routerId=51", "address=10.0.0.101,routerId=51")))
        .contains("Two VIPs have the routerId 51: 10.0.0.100 and 10.0.0.101");
  }

  @Test
  void refusesIpv6WithVersion2() {
    assertThat(
            refused(
                keepalived(
                    "--host",
                    "name=lb3,interface=eth0,address=fd00::1/64",
                    "--vip",
                    "address=fd00::64,routerId=51",
                    "--set",
                    "keepalived.version=2")))
        .contains("VIP fd00::64 is IPv6, which needs keepalived.version 3");
  }

  @Test
  void refusesPrioritiesThatAPenaltyWouldNotOutweigh() {
    assertThat(
            refused(
                keepalived(
                    "--host",
                    "name=lb3,interface=eth0,address=10.0.0.13/24,priority=200",
                    "--vip",
                    "address=10.0.0.100,routerId=51")))
        .contains("priorities of the hosts are from 100 to 200");
  }

  @Test
  void refusesASecretThatKeepalivedWouldCut() throws IOException {
    Path secret = Files.writeString(folder.resolve("secret"), "longerthan8\n");
    assertThat(
            refused(
                keepalived(
                    "--vip",
                    "address=10.0.0.100,routerId=51",
                    "--profile",
                    "article",
                    "--secret-file",
                    secret.toString())))
        .contains("11 characters; expected 6 to 8")
        .doesNotContain("longerthan8");
  }

  @Test
  void refusesTwoMembersWithOneName() {
    assertThat(
            refused(
                withSettings(
                    """
                    members:
                      - {name: pg1, postgres: '10.0.0.1:5432'}
                      - {name: pg1, postgres: '10.0.0.2:5432'}
                    """)))
        .contains("Two members would have the name pg1", "10.0.0.1:5432 and 10.0.0.2:5432");
  }

  @Test
  void refusesAMemberThatTheUrlDoesNotName() {
    assertThat(refused(withSettings("members: [{name: pg1, postgres: '10.0.0.9:5432'}]\n")))
        .contains("pg1 is on 10.0.0.9:5432, which is no host of the URL");
  }

  @Test
  void refusesMoreListenersThanConnections() {
    assertThat(refused(haproxy(URL, "--set", "connections.max=20")))
        .contains("connections: with max 20, 3 reserved and a margin of 10");
  }

  @Test
  void refusesAClientCertificateWithoutItsKeyInTheSameFile() {
    assertThat(refused(haproxy(URL + "&patroniCertFile=/etc/c.pem&patroniKeyFile=/etc/k.pem")))
        .contains("api.certFile is missing");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "10.0.0.1,H2:8008/app",
        "10.0.0.1,[2001:db8::1]:8008/app",
        "h1,h2:8009/app?patroniUrls=http://h1:8009,https://H2:8009/patroni"
      })
  void refusesTheApisPortAsThatOfPostgresql(String hosts) {
    assertThat(refused(haproxy("jdbc:pgha://" + hosts)))
        .contains("where Patroni's REST API is; expected PostgreSQL's port, such as 5432");
  }

  @Test
  void saysWhichApisDoNotAnswer() {
    assertThat(
            refused(List.of("haproxy", "jdbc:pgha://127.0.0.1/app?patroniPort=1&password=geheim")))
        .contains("No REST API of the cluster answers", "--offline");
  }

  @Test
  void saysWhichFileItCannotWrite() {
    assertThat(refused(List.of("haproxy", URL, "--offline", "--output", "/nowhere/haproxy.cfg")))
        .contains("Cannot write", "there is no folder /nowhere");
  }

  @Test
  void repeatsNoUrlOfAWrongCommandLine() {
    assertThat(refused(List.of("haproxy", URL, URL, "--offline"))).contains("(a URL)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--profile=jdbc:pgha://h/db?password=geheim",
        "--profile=postgresql://app:geheim@h/db",
        "--offline=jdbc:pgha://h/db?password=very geheim",
        "postgresql://app:geheim@h/db",
        "--config=jdbc:pgha://h/db?password=geheim",
        "--config=postgresql://app:geheim@h/db"
      })
  void repeatsNoUrlInThePlaceOfSomethingElse(String argument) {
    assertThat(refused(haproxy(URL, argument))).contains("(a URL)");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "hosts=null",
        "hosts=~",
        "vips=[~]",
        "checkMethod=null",
        "timeouts.connect=null",
        "timeouts={connect: ~}"
      })
  void refusesNullInASetting(String assignment) {
    assertThat(refused(haproxy(URL, "--set", assignment)))
        .isEqualTo(
            "pgha: --set %s: null is no value; leave it out, and the default holds%n", assignment);
  }

  @Test
  void namesTheOptionWhereItIsNotTheFileThatIsWrong() {
    List<String> file =
        withSettings("vips: [{address: 10.0.0.100, routerId: 51}]\nports: {read: 1}\n");
    assertThat(refused(with(file, "--vip", "address=10.0.0.101,routerId=0")))
        .startsWith("pgha: --vip: vips[0] is not that; expected a VIP has a routerId");
    assertThat(refused(with(file, "--host", "name=lb1,interface=eth0,address=10.0.0.11/33")))
        .startsWith("pgha: --host: hosts[0].addresses[0] is \"10.0.0.11/33\"; expected an address");
    assertThat(refused(with(file, "--set", "ports.write=1")))
        .startsWith("pgha: --set: ports is not that; expected ports that are all different");
    assertThat(refused(with(file, "--set", "ports.sync=many")))
        .startsWith("pgha: --set: ports.sync is \"many\"; expected a whole number");
    assertThat(refused(with(file, "--vip", "address")))
        .startsWith("pgha: --vip: \"address\" has no value; expected KEY=VALUE");
    assertThat(refused(withSettings("timeouts: {queue: 5}\n")))
        .startsWith("pgha: " + settings() + ", line 1: timeouts.queue is 5");
  }

  @Test
  void namesTheFileWhereAFlagIsOfSomethingElse() {
    List<String> file = withSettings("ports:\n  read: many\n");
    assertThat(refused(with(file, "--set", "ports.sync=6000")))
        .startsWith("pgha: " + settings() + ", line 2: ports.read is \"many\"");
    assertThat(refused(with(withSettings("vips: [~]\n"), "--vip", "address=10.0.0.1,routerId=1")))
        .startsWith("pgha: " + settings() + ", line 1: vips[0] is null");
  }

  @Test
  void suggestsTheCommandOrTheOptionThatWasMeant() {
    assertThat(refused(List.of("haproxi", URL)))
        .contains("Unmatched arguments", "Did you mean haproxy?", "More: pgha --help")
        .contains("(a URL)");
    assertThat(refused(haproxy(URL, "--ofline"))).contains("Did you mean --offline");
    assertThat(refused(List.of("zzz"))).doesNotContain("Did you mean");
  }

  @Test
  void tellsEachProfileOnce() {
    assertThat(refused(haproxy(URL, "--profile", "artikel")))
        .contains(
            "profile artikel is none of [default, article, article-plain, article-read-only]");
    assertThat(refused(keepalived("--profile", "artikel")))
        .contains("profile artikel is none of [default, article]");
  }

  @Test
  void refusesAnElementWithoutAValue() {
    assertThat(refused(withSettings("ports:\nvips:\n  - ~\n")))
        .isEqualTo("pgha: %s, line 3: vips[0] is null; expected a value%n", settings());
  }

  @Test
  void makesNoSecretWhenSomethingElseIsWrong() {
    List<String> secret =
        List.of("--profile", "article", "--secret-file", folder.resolve("secret").toString());
    List<String> fine =
        Stream.of(keepalived("--vip", "address=10.0.0.100,routerId=51"), secret)
            .flatMap(List::stream)
            .toList();
    assertThat(refused(with(fine, "--for", "lb3"))).contains("--for lb3 is no host");
    assertThat(refused(with(fine, "--output", "/nowhere/keepalived")))
        .contains("Cannot write", "/nowhere/keepalived");
    assertThat(refused(with(fine, "--template", "/nowhere/a.ftl"))).contains("/nowhere/a.ftl");
    assertThat(folder).isEmptyDirectory();
    assertThat(Run.of(fine).status()).isZero();
    assertThat(folder.resolve("secret")).exists();
  }

  private static List<String> with(List<String> command, String... more) {
    return Stream.concat(command.stream(), Stream.of(more)).toList();
  }

  private static List<String> keepalived(String... more) {
    return Stream.of(List.of("keepalived", URL), HOSTS, List.of(more))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> twoVips(String one, String other) {
    return keepalived("--vip", one, "--vip", other);
  }

  private List<String> haproxy(String... more) {
    return Stream.of(
            List.of("haproxy", "--offline"),
            List.of(more),
            List.of("--output", folder.resolve("out.cfg").toString()))
        .flatMap(List::stream)
        .toList();
  }

  private List<String> withSettings(String yaml) {
    try {
      Path file = Files.writeString(settings(), yaml);
      return haproxy(URL, "--config", file.toString());
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path settings() {
    return folder.resolve("pgha.yaml");
  }

  private String refused(List<String> arguments) {
    Run run = Run.of(arguments);
    assertThat(run.status()).describedAs(run.err()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("pgha: ").doesNotContain("geheim");
    assertThat(folder.resolve("out.cfg")).doesNotExist();
    assertThat(folder.resolve("out.cfg.pgha-new")).doesNotExist();
    return run.err();
  }
}
