package io.pgha.proxy.definition;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.List;

/**
 * A setting from the command line.
 *
 * @param key of groups and names, such as {@code ports.write}
 */
public record Flag(String key, JsonNode value) {
  /** {@code key=value}, with the value as it would stand in the file. */
  public static Flag parse(String assignment) {
    int equals = assignment.indexOf('=');
    if (equals < 1) {
      throw new ProblemException(
          "\"%s\" has no value; expected KEY=VALUE, such as ports.write=6000"
              .formatted(assignment));
    }
    String key = assignment.substring(0, equals);
    return new Flag(key, value(key, assignment.substring(equals + 1)));
  }

  private static JsonNode value(String key, String text) {
    if (text.isEmpty()) {
      return TextNode.valueOf("");
    }
    JsonNode value = yaml(text);
    if (isNothing(value)) {
      throw new ProblemException(
          "%s=%s: null is no value; leave it out, and the default holds".formatted(key, text));
    }
    return value;
  }

  /** As a whole, or something within it. */
  private static boolean isNothing(JsonNode value) {
    return value.isNull() || value.isMissingNode() || value.valueStream().anyMatch(Flag::isNothing);
  }

  private static JsonNode yaml(String text) {
    try {
      return SettingsReader.YAML.readTree(text);
    } catch (JsonProcessingException e) {
      throw new ProblemException("\"%s\" is no value in YAML".formatted(text), e);
    }
  }

  public static Flag text(String key, String value) {
    return new Flag(key, TextNode.valueOf(value));
  }

  /** A list of hosts or VIPs, each written {@code key=value,key=value}. */
  public static Flag list(String key, List<String> elements) {
    ArrayNode list = SettingsReader.YAML.createArrayNode();
    elements.forEach(element -> list.add(element(element)));
    return new Flag(key, list);
  }

  /** A host's {@code address} may be there several times. */
  private static ObjectNode element(String pairs) {
    ObjectNode element = SettingsReader.YAML.createObjectNode();
    for (String pair : pairs.split(",", -1)) {
      Flag flag = parse(pair);
      if (flag.key().equals("address") && flag.value().asText().contains("/")) {
        element.withArrayProperty("addresses").add(flag.value());
      } else {
        element.set(flag.key(), flag.value());
      }
    }
    return element;
  }
}
