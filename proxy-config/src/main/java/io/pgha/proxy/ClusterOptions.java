package io.pgha.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgha.driver.config.Config;
import io.pgha.driver.topology.View;
import io.pgha.proxy.definition.ClusterUrl;
import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.definition.Flag;
import io.pgha.proxy.definition.Members;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.definition.SettingsReader;
import io.pgha.proxy.live.LiveCluster;
import io.pgha.proxy.live.LiveMembers;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Which cluster, and the settings that its URL does not have. Filled by picocli. */
final class ClusterOptions {
  @Parameters(
      index = "0",
      paramLabel = "URL",
      description = "jdbc:pgha://host[:port],…/database?name=value&…")
  private String url = "";

  @Option(names = "--offline", description = "Take the members from the URL, ask nobody.")
  private boolean offline;

  @Option(names = "--config", paramLabel = "FILE", description = "Settings in YAML.")
  private @Nullable Path file;

  @Option(
      names = "--set",
      paramLabel = "KEY=VALUE",
      description = "One setting, such as ports.write=6000; wins over the file.")
  private List<String> assignments = List.of();

  @Option(
      names = "--haproxy-version",
      paramLabel = "VERSION",
      description = "The oldest HAProxy that must take the file.")
  private @Nullable String haproxyVersion;

  @Option(
      names = "--host",
      paramLabel = "KEY=VALUE,…",
      description =
          "A host of HAProxy: name=lb1,interface=eth0,address=10.0.0.11/24,priority=100; once for"
              + " each.")
  private List<String> hosts = List.of();

  @Option(
      names = "--vip",
      paramLabel = "KEY=VALUE,…",
      description = "A virtual address: address=10.0.0.100,routerId=51,serves=all; once for each.")
  private List<String> vips = List.of();

  @Option(
      names = "--secret-file",
      paramLabel = "FILE",
      description = "Where the secret of VRRP version 2 is kept; made if it is missing.")
  private @Nullable String secretFile;

  /** By the live cluster, or by the URL alone. */
  Definition definition() throws SQLException {
    Config config = config();
    Settings settings = settings();
    return offline ? Members.offline(config, settings) : byCluster(settings);
  }

  private Definition byCluster(Settings settings) throws SQLException {
    try (LiveCluster live = live()) {
      return LiveMembers.of(live, settings, awaitMembers(live));
    }
  }

  private static View awaitMembers(LiveCluster live) {
    try {
      return live.awaitMembers();
    } catch (ProblemException e) {
      throw new ProblemException(e.getMessage() + ". By the URL alone: --offline", e);
    }
  }

  /** To be watched until it is closed. */
  LiveCluster live() throws SQLException {
    if (offline) {
      throw new ProblemException("--offline asks nobody, which this command must");
    }
    return new LiveCluster(url);
  }

  Config config() throws SQLException {
    return ClusterUrl.read(url);
  }

  Settings settings() {
    return SettingsReader.read(file, flags());
  }

  /** What of the settings is not as by default. */
  ObjectNode given() {
    return SettingsReader.given(file, flags());
  }

  private List<Flag> flags() {
    List<Flag> flags = new ArrayList<>();
    assignments.forEach(assignment -> flags.add(Flag.parse("--set", assignment)));
    addText(flags, "--haproxy-version", "haproxyVersion", haproxyVersion);
    addText(flags, "--secret-file", "keepalived.secretFile", secretFile);
    addList(flags, "--host", "hosts", hosts);
    addList(flags, "--vip", "vips", vips);
    return flags;
  }

  private static void addText(List<Flag> flags, String option, String key, @Nullable String value) {
    if (value != null) {
      flags.add(Flag.text(option, key, value));
    }
  }

  private static void addList(List<Flag> flags, String option, String key, List<String> elements) {
    if (!elements.isEmpty()) {
      flags.add(Flag.list(option, key, elements));
    }
  }
}
