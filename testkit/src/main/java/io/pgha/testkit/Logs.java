package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The logs of a whole cluster. */
final class Logs {
  private static final int TAIL = 3_000;

  private Logs() {}

  static void save(Etcd etcd, List<Member> members, Path folder) {
    save(all(etcd, members), folder);
  }

  static void save(Map<String, String> logs, Path folder) {
    try {
      Files.createDirectories(folder);
      for (Map.Entry<String, String> log : logs.entrySet()) {
        Files.writeString(folder.resolve(log.getKey()), log.getValue());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The ends of all logs, for an exception's message. */
  static String tails(Etcd etcd, List<Member> members) {
    return all(etcd, members).entrySet().stream()
        .map(log -> "--- " + log.getKey() + "\n" + tail(log.getValue()))
        .collect(Collectors.joining("\n"));
  }

  private static Map<String, String> all(Etcd etcd, List<Member> members) {
    Map<String, String> logs = new LinkedHashMap<>();
    logs.put("etcd.log", etcd.log());
    members.forEach(member -> logs.put(member.name() + ".log", member.log()));
    return logs;
  }

  private static String tail(String log) {
    return log.substring(Math.max(0, log.length() - TAIL));
  }
}
