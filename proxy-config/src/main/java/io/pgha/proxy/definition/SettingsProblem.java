package io.pgha.proxy.definition;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import io.pgha.driver.config.Nearest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * What is wrong with the settings, in words.
 *
 * @param text of the file
 * @param flags which win over the file
 */
record SettingsProblem(String file, String text, List<Flag> flags) {
  SettingsProblem {
    flags = List.copyOf(flags);
  }

  /** What is not YAML at all, or has a key twice. */
  ProblemException of(JsonProcessingException e) {
    int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
    String first = e.getOriginalMessage().lines().findFirst().orElse("no YAML");
    return new ProblemException("%s, line %d: %s".formatted(file, line, first), e);
  }

  ProblemException noObject(JsonNode tree) {
    return new ProblemException(
        "%s is %s; expected keys and values, such as ports: {write: 5000}"
            .formatted(file, shown(tree)));
  }

  /**
   * A key or a value that is not allowed.
   *
   * @param tree what was read, with flags and defaults
   */
  ProblemException of(JsonMappingException e, JsonNode tree) {
    JsonPointer pointer = pointer(e);
    return new ProblemException(where(pointer) + what(e, key(e), tree.at(pointer)), e);
  }

  /** An element of a list without a value, which the file has. */
  ProblemException nothing(JsonPointer element) {
    String key = element.toString().substring(1).replaceAll("/([0-9]+)", "[$1]").replace('/', '.');
    String where = inFile(element).map(line -> line + ": ").orElse("");
    return new ProblemException(where + key + " is null; expected a value");
  }

  private String where(JsonPointer pointer) {
    return byFlag(pointer).or(() -> inFile(pointer)).map(where -> where + ": ").orElse("");
  }

  private Optional<String> byFlag(JsonPointer pointer) {
    return flags.stream().filter(flag -> flag.isAbout(pointer)).map(Flag::option).findFirst();
  }

  private Optional<String> inFile(JsonPointer pointer) {
    OptionalInt line = YamlLines.of(text, pointer);
    return line.isPresent() ? Optional.of(file + ", line " + line.getAsInt()) : Optional.empty();
  }

  private static String what(JsonMappingException e, String key, JsonNode value) {
    if (e instanceof UnrecognizedPropertyException unknown) {
      return key + " is no key; did you mean " + nearest(unknown) + "?";
    }
    return "%s is %s; expected %s".formatted(key, shown(value), wanted(e));
  }

  private static String nearest(UnrecognizedPropertyException e) {
    return Nearest.of(
        e.getPropertyName(), e.getKnownPropertyIds().stream().map(String::valueOf).toList());
  }

  private static String wanted(JsonMappingException e) {
    if (e instanceof ValueInstantiationException && e.getCause() != null) {
      return String.valueOf(e.getCause().getMessage());
    }
    return e instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null
        ? wanted(mismatch.getTargetType())
        : e.getOriginalMessage();
  }

  private static String wanted(Class<?> type) {
    if (type.isEnum()) {
      return "one of " + Arrays.toString(type.getEnumConstants());
    }
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> "a whole number";
      case "boolean" -> "true or false";
      case "String" -> "text";
      case "Time" -> "a time such as 500ms, 2s, 1min or 24h";
      case "List", "ArrayList" -> "a list in [ ]";
      default -> "keys and values";
    };
  }

  private static String shown(JsonNode value) {
    return value.isContainerNode() ? "not that" : value.toString();
  }

  private static String key(JsonMappingException e) {
    StringBuilder key = new StringBuilder();
    for (JsonMappingException.Reference step : e.getPath()) {
      if (step.getFieldName() == null) {
        key.append('[').append(step.getIndex()).append(']');
      } else {
        key.append(key.isEmpty() ? "" : ".").append(step.getFieldName());
      }
    }
    return key.toString();
  }

  private static JsonPointer pointer(JsonMappingException e) {
    JsonPointer pointer = JsonPointer.empty();
    for (JsonMappingException.Reference step : e.getPath()) {
      pointer =
          step.getFieldName() == null
              ? pointer.appendIndex(step.getIndex())
              : pointer.appendProperty(step.getFieldName());
    }
    return pointer;
  }
}
