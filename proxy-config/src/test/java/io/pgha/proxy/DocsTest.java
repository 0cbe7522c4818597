package io.pgha.proxy;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.Config;
import io.pgha.proxy.check.FileCheck;
import io.pgha.proxy.check.Wanted;
import io.pgha.proxy.definition.Flag;
import io.pgha.proxy.definition.Members;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.definition.SettingsReader;
import io.pgha.proxy.status.ClusterReport;
import io.pgha.proxy.status.MemberReport;
import io.pgha.proxy.status.Route;
import io.pgha.proxy.status.TableText;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine;

/**
 * What {@code docs/server-side.md} tells is so. {@link ServerSideDocsIT} runs its scripts, and has
 * systemd read its units.
 */
final class DocsTest {
  private static final String URL = "jdbc:pgha://10.5.5.147,10.5.5.148/app";
  private static final Pattern COMMAND = Pattern.compile("\\bpgha ([a-z]+\\b.*)");
  private static final Pattern PLACEHOLDER = Pattern.compile("[A-Z]+");

  @Test
  void hasAllSettingsWithTheirDefaults() throws IOException {
    assertThat(serverSide().text())
        .contains("<!-- settings -->\n```yaml\n" + SettingsReader.defaults() + "```\n");
  }

  /** Scripts, settings, units, and what is printed: each kind has a test. */
  @Test
  void hasNoBlockThatNoTestKnows() throws IOException {
    assertThat(serverSide().blocks())
        .extracting(Docs.Block::language)
        .containsOnly("sh", "yaml", "ini", "text");
  }

  static List<String> commands() throws IOException {
    Stream<String> scripts =
        Stream.concat(serverSide().blocks("sh").stream(), serverSide().blocks("ini").stream())
            .flatMap(String::lines);
    Stream<String> sentences =
        Stream.of(serverSide(), Docs.of(Docs.OPERATING), Docs.of(Docs.README))
            .flatMap(page -> page.spans().stream());
    List<String> commands =
        Stream.concat(scripts, sentences)
            .flatMap(line -> COMMAND.matcher(line).results())
            .map(command -> command.group(1))
            .distinct()
            .toList();
    assertThat(commands).hasSizeGreaterThan(10);
    return commands;
  }

  @ParameterizedTest
  @MethodSource("commands")
  void hasCommandsAndTheirOptionsOnly(String command) {
    List<String> words = Docs.words(command);
    CommandLine known = Pgha.commandLine().getSubcommands().get(words.get(0));
    assertThat(known).isNotNull();
    assertThat(requireNonNull(known).getCommandSpec().optionsMap().keySet())
        .containsAll(words.stream().filter(word -> word.startsWith("--")).toList());
  }

  static List<String> options() throws IOException {
    return serverSide().spans().stream().filter(span -> span.startsWith("--")).distinct().toList();
  }

  @ParameterizedTest
  @MethodSource("options")
  void hasOptionsThatAreThere(String option) {
    List<String> words = Docs.words(option);
    assertThat(Pgha.commandLine().getSubcommands().values())
        .anyMatch(command -> command.getCommandSpec().optionsMap().containsKey(words.get(0)));
    if (words.size() > 1 && !PLACEHOLDER.matcher(words.get(1)).matches()) {
      Run run = Run.of("haproxy", URL, "--offline", words.get(0), words.get(1));
      assertThat(run.status()).describedAs(run.err()).isZero();
    }
  }

  @Test
  void hasTemplatesThatAreThere() throws IOException {
    List<String> names =
        serverSide().spans().stream()
            .filter(
                span ->
                    span.matches(
                        "(pgha template )?(haproxy|keepalived)-[a-z]+|.*template settings"))
            .map(span -> span.replace("pgha template ", ""))
            .toList();
    assertThat(names).hasSize(5);
    for (String name : names) {
      assertThat(Run.of("template", name).status()).describedAs(name).isZero();
    }
  }

  @Test
  void hasUnitsWhoseCommandIsRight() throws IOException {
    List<String> starts =
        serverSide().blocks("ini").stream()
            .flatMap(String::lines)
            .filter(line -> line.startsWith("ExecStart="))
            .toList();
    assertThat(starts).hasSize(1);
    List<String> words = Docs.words(starts.get(0).replace("ExecStart=", ""));
    assertThat(words.get(0)).isEqualTo("/usr/local/bin/pgha");
    String[] arguments = words.stream().skip(1).toArray(String[]::new);
    assertThat(Pgha.commandLine().parseArgs(arguments).errors()).isEmpty();
  }

  @Test
  void showsWhatCheckPrints() throws Exception {
    Run file = Run.of("haproxy", URL, "--offline", "--set", "members=" + members("pg1", "pg2"));
    Config now = Config.of(URL.replace("/app", ",10.5.5.149/app?maxReplicaLag=64MB"), null);
    Settings names =
        SettingsReader.read(
            null, List.of(Flag.parse("--set", "members=" + members("pg1", "pg2", "pg4"))));
    Wanted wanted =
        new Wanted(
            Optional.empty(), SettingsReader.given(null, List.of()), "", /* template= */ null);
    FileCheck check = new FileCheck(wanted, settings -> Members.offline(now, names));
    String printed =
        check.differences(file.out()).stream()
            .map(difference -> "  " + difference + "\n")
            .collect(Collectors.joining("", "/etc/haproxy/haproxy.cfg: differs\n", ""));
    assertThat(serverSide().blocks("text")).contains(printed);
  }

  private static String members(String... names) {
    return Stream.of(names)
        .map(name -> "{name: " + name + ", postgres: '" + address(name) + "'}")
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String address(String name) {
    return switch (name) {
      case "pg1" -> "10.5.5.147:5432";
      case "pg2" -> "10.5.5.148:5432";
      default -> "10.5.5.149:5432";
    };
  }

  @Test
  void showsWhatStatusPrints() throws IOException {
    ClusterReport report =
        new ClusterReport(
            "10.5.5.147:5432,10.5.5.148:5432",
            new Route(
                List.of(List.of("pg1")),
                "holds the leader lock, and its PostgreSQL runs as primary"),
            new Route(
                List.of(List.of("pg2"), List.of("pg1")), "replicas against which nothing speaks"),
            List.of(
                member(
                    "pg1", "leader", OptionalLong.empty(), 4, Optional.of("holds the leader lock")),
                member("pg2", "replica", OptionalLong.of(0), 3, Optional.empty())));
    assertThat(serverSide().blocks("text")).contains(TableText.of(report));
  }

  private static MemberReport member(
      String name, String role, OptionalLong lag, long answerMillis, Optional<String> against) {
    return new MemberReport(
        name,
        address(name),
        "http://" + address(name).replace("5432", "8008"),
        role,
        "running",
        OptionalLong.of(3),
        lag,
        Map.of(),
        OptionalLong.of(answerMillis),
        /* failure= */ Optional.empty(),
        against,
        /* seed= */ true);
  }

  private static Docs serverSide() throws IOException {
    return Docs.of(Docs.SERVER_SIDE);
  }
}
