package io.pgha.proxy.definition;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Settings from a YAML file, over which flags win, over the defaults. Strict. */
public final class SettingsReader {
  static final YAMLMapper YAML =
      YAMLMapper.builder()
          .enable(JsonParser.Feature.STRICT_DUPLICATE_DETECTION)
          .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
          .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
          .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
          .build();

  private SettingsReader() {}

  /** The defaults, as text with comments. */
  public static String defaults() {
    return BundledText.beside(SettingsReader.class, "settings.yaml");
  }

  /**
   * The settings of a file, if any, and flags.
   *
   * @throws ProblemException naming the key, and where it is in the file
   */
  public static Settings read(@Nullable Path file, List<Flag> flags) {
    SettingsProblem problems = problems(file, flags);
    return value(tree(problems), problems);
  }

  /** What a file, if any, and flags say that differs from the defaults. */
  public static ObjectNode given(@Nullable Path file, List<Flag> flags) {
    SettingsProblem problems = problems(file, flags);
    return differing(tree(problems), object(defaults(), problems));
  }

  /**
   * Settings of which {@link #given} has told what differs from the defaults.
   *
   * @param where for messages
   */
  public static Settings read(ObjectNode given, String where) {
    SettingsProblem problems = new SettingsProblem(where, given.toString(), List.of());
    return value(tree(problems), problems);
  }

  private static SettingsProblem problems(@Nullable Path file, List<Flag> flags) {
    return new SettingsProblem(String.valueOf(file), file == null ? "" : text(file), flags);
  }

  private static ObjectNode tree(SettingsProblem problems) {
    ObjectNode tree = object(defaults(), problems);
    ObjectNode said = object(problems.text(), problems);
    dropNothing(JsonPointer.empty(), said, problems);
    merge(tree, said);
    problems.flags().forEach(flag -> put(tree, flag.key(), flag.value()));
    return tree;
  }

  /** A key without a value says nothing; an element without one is wrong. */
  private static void dropNothing(JsonPointer at, JsonNode node, SettingsProblem problems) {
    if (node instanceof ObjectNode object) {
      object.removeIf(JsonNode::isNull);
      object
          .properties()
          .forEach(
              entry -> dropNothing(at.appendProperty(entry.getKey()), entry.getValue(), problems));
    }
    for (int i = 0; node.isArray() && i < node.size(); i++) {
      dropNothing(at.appendIndex(i), node.get(i), problems);
    }
    if (node.isNull()) {
      throw problems.nothing(at);
    }
  }

  private static Settings value(ObjectNode tree, SettingsProblem problems) {
    try {
      return YAML.treeToValue(tree, Settings.class);
    } catch (JsonMappingException e) {
      throw problems.of(e, tree);
    } catch (JsonProcessingException e) {
      throw problems.of(e);
    }
  }

  private static ObjectNode differing(ObjectNode tree, ObjectNode from) {
    ObjectNode differing = YAML.createObjectNode();
    for (Map.Entry<String, JsonNode> entry : tree.properties()) {
      JsonNode other = from.path(entry.getKey());
      if (entry.getValue() instanceof ObjectNode group && other instanceof ObjectNode there) {
        ObjectNode inner = differing(group, there);
        if (!inner.isEmpty()) {
          differing.set(entry.getKey(), inner);
        }
      } else if (!entry.getValue().equals(other)) {
        differing.set(entry.getKey(), entry.getValue());
      }
    }
    return differing;
  }

  private static String text(Path file) {
    try {
      return Files.readString(file);
    } catch (IOException e) {
      throw ProblemException.unreadable("the settings in " + file, e);
    }
  }

  private static ObjectNode object(String text, SettingsProblem problems) {
    try {
      JsonNode tree = YAML.readTree(text);
      if (tree.isMissingNode() || tree.isNull()) {
        return YAML.createObjectNode();
      }
      if (tree instanceof ObjectNode object) {
        return object;
      }
      throw problems.noObject(tree);
    } catch (JsonProcessingException e) {
      throw problems.of(e);
    }
  }

  private static void merge(ObjectNode into, ObjectNode from) {
    from.properties().forEach(entry -> merge(into, entry.getKey(), entry.getValue()));
  }

  private static void merge(ObjectNode into, String key, JsonNode value) {
    if (into.get(key) instanceof ObjectNode group && value instanceof ObjectNode given) {
      merge(group, given);
    } else {
      into.set(key, value);
    }
  }

  private static void put(ObjectNode tree, String key, JsonNode value) {
    int dot = key.indexOf('.');
    if (dot < 0) {
      merge(tree, key, value);
    } else if (tree.get(key.substring(0, dot)) instanceof ObjectNode group) {
      put(group, key.substring(dot + 1), value);
    } else {
      tree.set(key.substring(0, dot), value);
    }
  }
}
