package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.proxy.definition.HaproxyVersion;
import io.pgha.proxy.it.Release;
import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * HAProxy and keepalived themselves read the golden files: those of this machine, or what {@code
 * -Dpgha.golden.run} says how to run, such as {@code docker run --rm --network=host -v /tmp:/tmp
 * IMAGE}.
 */
final class GoldenIT {
  private static final List<String> RUN =
      Arrays.stream(System.getProperty("pgha.golden.run", "").split(" "))
          .filter(word -> !word.isEmpty())
          .toList();

  private static final List<Integer> OK = List.of(0);

  private static final String VERSION = "--haproxy-version";

  /** For which files are made that name none. */
  private static final HaproxyVersion DEFAULT = new HaproxyVersion(2, 6);

  @TempDir Path folder = Path.of("");

  /** Those that are made for this release or an older one. */
  static List<Golden> haproxyFiles() throws Exception {
    HaproxyVersion here = release();
    List<Golden> files = new ArrayList<>();
    for (Golden golden : Golden.of("haproxy-")) {
      HaproxyVersion wanted = madeFor(golden);
      if (here.atLeast(wanted.major(), wanted.minor())) {
        files.add(golden);
      }
    }
    return files;
  }

  /** Those that are made for no release in particular. */
  static List<Golden> haproxyCommands() throws IOException {
    return Golden.of("haproxy-").stream()
        .filter(golden -> !golden.arguments().contains(VERSION))
        .toList();
  }

  private static HaproxyVersion madeFor(Golden golden) {
    int option = golden.arguments().indexOf(VERSION);
    return option < 0 ? DEFAULT : Release.haproxy(golden.arguments().get(option + 1));
  }

  private static HaproxyVersion release() throws Exception {
    return Release.haproxy(said(OK, "haproxy", "-v"));
  }

  static List<Golden> keepalivedFiles() throws IOException {
    return Golden.of("keepalived-").stream().toList();
  }

  @BeforeEach
  void makeTheFilesThatAreNamedInThem() throws Exception {
    Files.writeString(folder.resolve("server-state"), "1\n");
    Path ca = folder.resolve("ca.pem");
    Path both = folder.resolve("client.pem");
    String make =
        "req -x509 -newkey rsa:2048 -nodes -subj /CN=pgha -keyout " + both + " -out " + ca;
    said(OK, ("openssl " + make).split(" "));
    Files.writeString(both, Files.readString(ca), StandardOpenOption.APPEND);
  }

  @ParameterizedTest
  @MethodSource("haproxyFiles")
  void haproxyTakesIt(Golden golden) throws Exception {
    haproxyTakes(golden, Files.readString(golden.file()));
  }

  @ParameterizedTest
  @MethodSource("haproxyCommands")
  void haproxyTakesWhatIsMadeForItsRelease(Golden golden) throws Exception {
    List<String> arguments = new ArrayList<>(golden.arguments());
    arguments.addAll(List.of(VERSION, release().toString()));
    haproxyTakes(golden, io.pgha.proxy.it.Pgha.run(arguments.toArray(String[]::new)));
  }

  private void haproxyTakes(Golden golden, String text) throws Exception {
    String here =
        text.replace("/var/lib/haproxy/server-state", folder.resolve("server-state").toString())
            .replace("/etc/pgha", folder.toString());
    assertWarnings(
        golden, said(OK, "haproxy", "-c", "-f", Files.writeString(file(), here).toString()));
  }

  /** Their words are those of this machine's release. */
  private static void assertWarnings(Golden golden, String said) throws IOException {
    if (RUN.isEmpty()) {
      assertThat(warnings(said)).isEqualTo(expected(golden, warnings(said)));
    } else if (!Files.exists(golden.warnings())) {
      assertThat(warnings(said)).isEmpty();
    }
  }

  /** It does so only where it finds the interface. */
  @ParameterizedTest
  @MethodSource("keepalivedFiles")
  void keepalivedTakesIt(Golden golden) throws Exception {
    String here =
        Files.readString(golden.file())
            .replace("interface eth0", "interface " + anInterface())
            .replace(
                "script_user nobody",
                "script_user " + Release.scriptUser(said(OK, "keepalived", "--version")));
    assertWarnings(
        golden,
        said(
            statuses(golden),
            "keepalived",
            "-t",
            "-f",
            Files.writeString(file(), here).toString()));
  }

  /** From 2.2 on keepalived ends with 6 after warnings. */
  private static List<Integer> statuses(Golden golden) {
    return Files.exists(golden.warnings()) ? List.of(0, 6) : OK;
  }

  /** keepalived wants one that is there, and not the loopback; better none that comes and goes. */
  private static String anInterface() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .map(NetworkInterface::getName)
        .filter(name -> !name.equals("lo"))
        .min(Comparator.comparing(name -> name.matches("(veth|pgha).*")))
        .orElseThrow();
  }

  private Path file() {
    return folder.resolve("file");
  }

  private static String expected(Golden golden, String said) throws IOException {
    if ("renew".equals(System.getProperty("pgha.golden")) && !said.isEmpty()) {
      Files.writeString(golden.warnings(), said);
    }
    return Files.exists(golden.warnings()) ? Files.readString(golden.warnings()) : "";
  }

  private static String warnings(String said) {
    return said.lines()
        .filter(line -> !line.startsWith("[NOTICE]"))
        .filter(line -> !line.equals("Configuration file is valid"))
        .map(line -> line.replaceAll("\\([0-9]+\\)", "(PID)") + "\n")
        .reduce("", String::concat);
  }

  private static String said(List<Integer> statuses, String... command) throws Exception {
    List<String> all = new ArrayList<>(RUN);
    all.addAll(List.of(command));
    ProcessBuilder builder = new ProcessBuilder(all).redirectErrorStream(true);
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).describedAs(said).isIn(statuses);
    return said;
  }
}
