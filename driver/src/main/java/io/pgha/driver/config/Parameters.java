package io.pgha.driver.config;

import io.pgha.driver.PghaProperty;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Our own parameters as given, read with their types. */
record Parameters(Map<String, String> given) {
  /** Reads the text of one value. */
  interface Reader<T> {
    T read(String text) throws WrongValueException;
  }

  /** A parameter that has a default. */
  <T> T get(PghaProperty parameter, Reader<T> reader) throws SQLException {
    return find(parameter, reader).orElseThrow();
  }

  /** A parameter that may be unset. */
  <T> Optional<T> find(PghaProperty parameter, Reader<T> reader) throws SQLException {
    Optional<String> text = text(parameter);
    return text.isEmpty() ? Optional.empty() : Optional.of(read(parameter, text.get(), reader));
  }

  Optional<String> text(PghaProperty parameter) {
    return Optional.ofNullable(given.get(parameter.parameterName())).or(parameter::defaultValue);
  }

  /** The exception for a value that is well-formed but does not fit the others. */
  SQLException invalid(PghaProperty parameter, String detail) {
    return Invalid.value(parameter, text(parameter).orElse(""), detail);
  }

  private static <T> T read(PghaProperty parameter, String text, Reader<T> reader)
      throws SQLException {
    try {
      return reader.read(text);
    } catch (WrongValueException e) {
      throw Invalid.value(parameter, text, e.detail());
    }
  }
}
