package io.pgha.proxy.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * One rule, two paths: in every situation of the driver's scenarios HAProxy sends writes and reads
 * to the members that the driver chooses, or {@code docs/server-side.md} says why not.
 */
final class TwoPathsIT {
  private static final Path DOCS = Path.of("../docs/server-side.md");
  private static final String SECTION = "## Where HAProxy chooses otherwise than the driver";
  private static final Pattern SITUATIONS = Pattern.compile("`([a-z0-9_.]+)` ([0-9][0-9, ]*)");
  private static final int MEMBERS = 3;
  private static final int MAX_STARTS = 10;

  private final Map<List<ApiCodes>, Servers> known = new HashMap<>();
  private final List<FakeApi> apis = new ArrayList<>();

  @Test
  void leadToTheSameMembersOrTheDocumentationSaysWhyNot(@TempDir Path folder) throws Exception {
    Map<String, String> differences = new TreeMap<>();
    try {
      startApis();
      String ordinary = configuration(folder, /* standbyCluster= */ false);
      String standby = configuration(folder, /* standbyCluster= */ true);
      for (Choice choice : Choice.all()) {
        String configuration = choice.standbyCluster() ? standby : ordinary;
        String difference = difference(choice, servers(folder, configuration, choice.members()));
        if (!difference.isEmpty()) {
          differences.put(choice.situation(), difference);
        }
      }
    } finally {
      apis.forEach(FakeApi::close);
    }
    assertThat(differences.keySet())
        .as("differences listed in %s, found: %s", DOCS, differences)
        .containsExactlyInAnyOrderElementsOf(listed());
  }

  /**
   * Those of the default profile, but for where it keeps its files and which ports are free. Nobody
   * opens a session, and so the members' PostgreSQL need not be there.
   */
  private String configuration(Path folder, boolean standbyCluster) throws Exception {
    Path settings =
        Files.writeString(
            folder.resolve("settings.yaml"),
            """
            members:
              - {name: m1, postgres: "127.0.0.1:1"}
              - {name: m2, postgres: "127.0.0.1:2"}
              - {name: m3, postgres: "127.0.0.1:3"}
            standbyCluster: %1$s
            ports: %2$s
            process:
              user: %3$s
              chroot: ""
              socket: %4$s/socket
              stateFile: %4$s/state
            """
                .formatted(standbyCluster, freePorts(), System.getProperty("user.name"), folder));
    String patroniUrls = apis.stream().map(FakeApi::url).collect(Collectors.joining(","));
    return Pgha.run(
        "haproxy",
        "jdbc:pgha://127.0.0.1:1,127.0.0.1:2,127.0.0.1:3/db?maxReplicaLag=1MB&patroniUrls="
            + patroniUrls,
        "--offline",
        "--config",
        settings.toString());
  }

  /** All are held until the last is drawn, or one might be drawn twice. */
  private static String freePorts() throws IOException {
    try (ServerSocket write = new ServerSocket(0);
        ServerSocket read = new ServerSocket(0);
        ServerSocket status = new ServerSocket(0)) {
      return "{write: %d, read: %d, status: %d}"
          .formatted(write.getLocalPort(), read.getLocalPort(), status.getLocalPort());
    }
  }

  private void startApis() throws IOException {
    for (int member = 1; member <= MEMBERS; member++) {
      apis.add(new FakeApi());
    }
  }

  private Servers servers(Path folder, String configuration, List<ApiCodes> codes)
      throws Exception {
    Servers seen = known.get(codes);
    if (seen == null) {
      seen = askInTime(folder, configuration, codes);
      known.put(codes, seen);
    }
    return seen;
  }

  /** A check takes a second at most, for which this machine may be too slow now and then. */
  private Servers askInTime(Path folder, String configuration, List<ApiCodes> codes)
      throws Exception {
    for (int start = 0; start < MAX_STARTS; start++) {
      Servers seen = ask(folder, configuration, codes);
      if (!seen.anyTimedOut()) {
        return seen;
      }
    }
    throw new AssertionError("HAProxy's checks of " + codes + " go on to time out");
  }

  /** A fresh process: each server's first check decides alone. */
  private Servers ask(Path folder, String configuration, List<ApiCodes> codes) throws Exception {
    for (int i = 0; i < MEMBERS; i++) {
      apis.get(i).answerWith(i < codes.size() ? codes.get(i) : ApiCodes.SILENT);
    }
    AtomicReference<Servers> servers = new AtomicReference<>();
    try (Haproxy haproxy = new Haproxy(folder, configuration)) {
      await()
          .atMost(Duration.ofSeconds(60))
          .pollInterval(Duration.ofMillis(50))
          .ignoreExceptionsInstanceOf(IOException.class)
          .until(
              () -> {
                servers.set(haproxy.servers());
                return servers.get().checked();
              });
    }
    return servers.get();
  }

  private static String difference(Choice choice, Servers servers) {
    return difference("writes", choice.write(), servers.writes())
        + difference("reads", choice.read(), servers.reads());
  }

  private static String difference(String what, Set<Integer> driver, Set<Integer> haproxy) {
    return driver.equals(haproxy)
        ? ""
        : "%s: driver %s, HAProxy %s; ".formatted(what, driver, haproxy);
  }

  private static List<String> listed() throws IOException {
    String text = Files.readString(DOCS);
    assertThat(text).contains(SECTION);
    String section = text.substring(text.indexOf(SECTION) + SECTION.length()).split("\n## ", 2)[0];
    List<String> situations = new ArrayList<>();
    Matcher matcher = SITUATIONS.matcher(section);
    while (matcher.find()) {
      for (String phase : matcher.group(2).split(", *", -1)) {
        situations.add(matcher.group(1) + " " + phase.strip());
      }
    }
    return situations;
  }
}
