package io.pgha.proxy.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A server of HAProxy.
 *
 * @param options with their values, which are empty for those that have none
 */
record ServerLine(String name, String address, Map<String, String> options) {
  /** Those that stand alone; all others have a value, or are not known and taken for one. */
  private static final Set<String> ALONE =
      Set.of(
          "backup",
          "check",
          "check-ssl",
          "check-send-proxy",
          "disabled",
          "enabled",
          "non-stick",
          "send-proxy",
          "send-proxy-v2",
          "ssl",
          "stick",
          "tfo");

  static ServerLine of(List<String> line) {
    return new ServerLine(line.get(1), line.get(2), options(line.subList(3, line.size())));
  }

  static Map<String, String> options(List<String> words) {
    Map<String, String> options = new LinkedHashMap<>();
    for (int i = 0; i < words.size(); i++) {
      boolean alone = ALONE.contains(words.get(i)) || i + 1 == words.size();
      options.put(words.get(i), alone ? "" : words.get(i + 1));
      i += alone ? 0 : 1;
    }
    return options;
  }

  @Override
  public String toString() {
    return "server " + name + " " + address;
  }
}
