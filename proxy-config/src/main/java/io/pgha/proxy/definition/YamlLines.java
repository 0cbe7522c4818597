package io.pgha.proxy.definition;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonPointer;
import java.io.IOException;
import java.util.OptionalInt;

/** Where in a text of YAML a value stands. */
final class YamlLines {
  private YamlLines() {}

  /** The line of the value, counted from 1; empty if it is not there. */
  static OptionalInt of(String text, JsonPointer wanted) {
    try (JsonParser parser = SettingsReader.YAML.createParser(text)) {
      while (parser.nextToken() != null) {
        if (parser.getParsingContext().pathAsPointer().equals(wanted)) {
          return OptionalInt.of(parser.currentTokenLocation().getLineNr());
        }
      }
      return OptionalInt.empty();
    } catch (IOException e) {
      return OptionalInt.empty();
    }
  }
}
