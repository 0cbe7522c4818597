package io.pgha.proxy.check;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.definition.SettingsReader;
import java.util.Optional;

/**
 * The comment at the head of an emitted file, which tells by what it was made. Immutable.
 *
 * @param host of keepalived; empty for HAProxy
 * @param ownTemplate it was not made with a built-in one
 * @param settings what differs from the defaults; nothing in there is secret
 */
public record Header(String profile, String host, boolean ownTemplate, ObjectNode settings) {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String BEGINNING = "# pgha: ";

  /** Needed without a cluster only, which knows them better. */
  private static final String MEMBERS = "members";

  /** With its line end. */
  public String text() {
    ObjectNode object = JSON.createObjectNode().put("profile", profile);
    if (!host.isEmpty()) {
      object.put("host", host);
    }
    if (ownTemplate) {
      object.put("ownTemplate", true);
    }
    ObjectNode kept = settings.deepCopy();
    kept.remove(MEMBERS);
    if (!kept.isEmpty()) {
      object.set("settings", kept);
    }
    return BEGINNING + object + "\n";
  }

  /**
   * That of a file; empty if it has none.
   *
   * @throws ProblemException if it is not as it was written
   */
  static Optional<Header> find(String file) {
    return file.lines()
        .filter(line -> line.startsWith(BEGINNING))
        .findFirst()
        .map(line -> parse(line.substring(BEGINNING.length())));
  }

  private static Header parse(String json) {
    try {
      JsonNode node = JSON.readTree(json);
      return new Header(
          node.path("profile").asText(),
          node.path("host").asText(),
          node.path("ownTemplate").asBoolean(),
          node.path("settings") instanceof ObjectNode given ? given : JSON.createObjectNode());
    } catch (JsonProcessingException e) {
      throw new ProblemException("The line \"# pgha: \" at its head is not as pgha wrote it", e);
    }
  }

  Settings read() {
    return SettingsReader.read(settings, "its head");
  }
}
