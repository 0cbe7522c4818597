package io.pgha.proxy.definition;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * A setting from the command line.
 *
 * @param option by which it was given, such as {@code --set}
 * @param key of groups and names, such as {@code ports.write}
 */
public record Flag(String option, String key, JsonNode value) {
  /** {@code key=value}, with the value as it would stand in the file. */
  public static Flag parse(String option, String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new ProblemException(
          "%s: \"%s\" has no value; expected KEY=VALUE".formatted(option, assignment));
    }
    String text = assignment.substring(equals + 1);
    JsonNode value = text.isEmpty() ? TextNode.valueOf("") : yaml(option, text);
    if (isNothing(value)) {
      throw new ProblemException(
          "%s %s: null is no value; leave it out, and the default holds"
              .formatted(option, assignment));
    }
    return new Flag(option, assignment.substring(0, equals), value);
  }

  /** As a whole, or something within it. */
  private static boolean isNothing(JsonNode value) {
    return value.isNull() || value.isMissingNode() || value.valueStream().anyMatch(Flag::isNothing);
  }

  private static JsonNode yaml(String option, String text) {
    try {
      return SettingsReader.YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ProblemException("%s: \"%s\" is no value in YAML".formatted(option, text), e);
    }
  }

  public static Flag text(String option, String key, String value) {
    return new Flag(option, key, TextNode.valueOf(value));
  }

  /** A list of hosts or VIPs, each written {@code key=value,key=value}. */
  public static Flag list(String option, String key, List<String> elements) {
    ArrayNode list = SettingsReader.YAML.createArrayNode();
    elements.forEach(element -> list.add(element(option, element)));
    return new Flag(option, key, list);
  }

  /** A host's {@code address} may be there several times. */
  private static ObjectNode element(String option, String pairs) {
    ObjectNode element = SettingsReader.YAML.createObjectNode();
    for (String pair : pairs.split(",", -1)) {
      Flag flag = parse(option, pair);
      if (flag.key().equals("address") && flag.value().asText().contains("/")) {
        element.withArrayProperty("addresses").add(flag.value());
      } else {
        element.set(flag.key(), flag.value());
      }
    }
    return element;
  }

  /** Whether it says something of what is there, or of a part of it. */
  boolean isAbout(JsonPointer pointer) {
    String own = "/" + key.replace('.', '/') + "/";
    String other = pointer + "/";
    return own.startsWith(other) || other.startsWith(own);
  }
}
