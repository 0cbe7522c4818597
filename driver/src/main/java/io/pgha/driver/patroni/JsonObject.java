package io.pgha.driver.patroni;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * One object of an answer. What is absent or null is absent; what has another type than Patroni
 * gives it makes the whole answer unusable.
 */
final class JsonObject {
  private static final int MAX_TEXT = 255;

  /** Where the object is, for messages: empty, or a path that ends in a dot. */
  private final String path;

  private final JsonNode node;

  JsonObject(String path, JsonNode node) {
    this.path = path;
    this.node = node;
  }

  String requiredText(String name) throws UnusableAnswerException {
    String text = text(name);
    if (text == null) {
      throw new UnusableAnswerException(path + name + " is missing");
    }
    return text;
  }

  @Nullable String text(String name) throws UnusableAnswerException {
    JsonNode value = value(name);
    if (value == null) {
      return null;
    }
    if (!value.isTextual() || !presentable(value.textValue())) {
      throw unexpected(name, value, "a short text");
    }
    return value.textValue();
  }

  OptionalLong count(String name) throws UnusableAnswerException {
    JsonNode value = value(name);
    if (value == null) {
      return OptionalLong.empty();
    }
    if (!value.isIntegralNumber() || !value.canConvertToLong() || value.longValue() < 0) {
      throw unexpected(name, value, "a whole number of 0 or more");
    }
    return OptionalLong.of(value.longValue());
  }

  boolean flag(String name) throws UnusableAnswerException {
    JsonNode value = value(name);
    if (value != null && !value.isBoolean()) {
      throw unexpected(name, value, "true or false");
    }
    return value != null && value.booleanValue();
  }

  /** The object of that name; one without content if there is none. */
  JsonObject object(String name) throws UnusableAnswerException {
    JsonNode value = value(name);
    if (value == null) {
      return new JsonObject(path + name + '.', MissingNode.getInstance());
    }
    if (!value.isObject()) {
      throw unexpected(name, value, "an object");
    }
    return new JsonObject(path + name + '.', value);
  }

  List<JsonObject> requiredObjects(String name) throws UnusableAnswerException {
    if (value(name) == null) {
      throw new UnusableAnswerException(path + name + " is missing");
    }
    return objects(name);
  }

  /** The objects in the array of that name; none if there is no array. */
  List<JsonObject> objects(String name) throws UnusableAnswerException {
    JsonNode value = value(name);
    if (value == null) {
      return List.of();
    }
    if (!value.isArray()) {
      throw unexpected(name, value, "an array");
    }
    List<JsonObject> objects = new ArrayList<>();
    for (JsonNode element : value) {
      if (!element.isObject()) {
        throw unexpected(name + "[]", element, "an object");
      }
      objects.add(new JsonObject(path + name + "[].", element));
    }
    return objects;
  }

  /** Every property as Patroni compares it: text as it is, other values as lower-case text. */
  Map<String, String> asText() {
    Map<String, String> texts = new HashMap<>();
    for (Map.Entry<String, JsonNode> property : node.properties()) {
      JsonNode value = property.getValue();
      if (!value.isNull()) {
        texts.put(
            property.getKey(),
            value.isTextual() ? value.textValue() : value.toString().toLowerCase(Locale.ROOT));
      }
    }
    return texts;
  }

  private @Nullable JsonNode value(String name) {
    JsonNode value = node.path(name);
    return value.isMissingNode() || value.isNull() ? null : value;
  }

  private static boolean presentable(String text) {
    return text.length() <= MAX_TEXT && text.chars().noneMatch(Character::isISOControl);
  }

  private UnusableAnswerException unexpected(String name, JsonNode seen, String wanted) {
    return new UnusableAnswerException(
        path + name + " is " + Excerpt.of(seen.toString()) + ", not " + wanted);
  }
}
