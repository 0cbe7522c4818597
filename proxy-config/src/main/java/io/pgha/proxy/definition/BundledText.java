package io.pgha.proxy.definition;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;

/** Texts that come with the command. */
public final class BundledText {
  private BundledText() {}

  /** The one that lies beside a class. */
  public static String beside(Class<?> type, String name) {
    try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(name))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
