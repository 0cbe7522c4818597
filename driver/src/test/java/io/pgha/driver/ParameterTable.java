package io.pgha.driver;

import java.util.Arrays;
import java.util.stream.Collectors;

/** The table of parameters in the README. */
final class ParameterTable {
  private static final String HEAD =
      "| parameter | default | may be | meaning |\n|---|---|---|---|\n";

  private ParameterTable() {}

  static String markdown() {
    return Arrays.stream(PghaProperty.values())
        .map(ParameterTable::row)
        .collect(Collectors.joining("", HEAD, ""));
  }

  private static String row(PghaProperty parameter) {
    return "| `%s` | %s | %s | %s |\n"
        .formatted(
            parameter.parameterName(),
            parameter.defaultValue().map(value -> "`" + value + "`").orElse("–"),
            escaped(parameter.allowed()),
            escaped(parameter.description()));
  }

  private static String escaped(String text) {
    return text.replace("|", "\\|").replace("*", "\\*");
  }
}
