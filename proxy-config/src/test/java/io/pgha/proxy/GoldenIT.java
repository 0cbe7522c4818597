package io.pgha.proxy;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** HAProxy and keepalived themselves read the golden files. */
final class GoldenIT {
  /** That of Debian 12 is 2.6. */
  private static final String NEEDS_NEWER = "haproxy-3.1.cfg";

  @TempDir Path folder = Path.of("");

  static List<Golden> haproxyFiles() throws IOException {
    return Golden.of("haproxy-").stream()
        .filter(golden -> !golden.name().equals(NEEDS_NEWER))
        .toList();
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
    said(0, ("openssl " + make).split(" "));
    Files.writeString(both, Files.readString(ca), StandardOpenOption.APPEND);
  }

  @ParameterizedTest
  @MethodSource("haproxyFiles")
  void haproxyTakesIt(Golden golden) throws Exception {
    String here =
        Files.readString(golden.file())
            .replace("/var/lib/haproxy/server-state", folder.resolve("server-state").toString())
            .replace("/etc/pgha", folder.toString());
    String said = said(0, "haproxy", "-c", "-f", Files.writeString(file(), here).toString());
    assertThat(warnings(said)).isEqualTo(expected(golden, warnings(said)));
  }

  /** It does so only where it finds the interface. */
  @ParameterizedTest
  @MethodSource("keepalivedFiles")
  void keepalivedTakesIt(Golden golden) throws Exception {
    String here =
        Files.readString(golden.file())
            .replace("interface eth0", "interface " + anInterface())
            .replace("script_user nobody", "script_user root");
    int status = Files.exists(golden.warnings()) ? 6 : 0;
    String said =
        said(status, "keepalived", "-t", "-f", Files.writeString(file(), here).toString());
    assertThat(warnings(said)).isEqualTo(expected(golden, warnings(said)));
  }

  /** keepalived wants one that is there, and not the loopback. */
  private static String anInterface() throws SocketException {
    return NetworkInterface.networkInterfaces()
        .map(NetworkInterface::getName)
        .filter(name -> !name.equals("lo"))
        .findFirst()
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

  private static String said(int status, String... command) throws Exception {
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().merge("PATH", ":/usr/sbin:/sbin", String::concat);
    Process process = builder.start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).describedAs(said).isEqualTo(status);
    return said;
  }
}
