package io.pgha.proxy.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.proxy.definition.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One's own template takes the place of the built-in one, and is read as strictly. */
final class TemplatesTest {
  private static final Map<String, Object> MODEL = Map.of("number", 12345, "name", "it");

  @TempDir Path folder = Path.of("");

  @Test
  void takesOnesOwn() throws IOException {
    assertThat(Templates.text("haproxy-default", own("${number} of ${name}"), MODEL))
        .isEqualTo("12345 of it");
  }

  @Test
  void refusesAValueThatIsNotThere() throws IOException {
    Path own = own("a\n${nmae}");
    assertThatThrownBy(() -> Templates.text("haproxy-default", own, MODEL))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("nmae")
        .hasMessageContaining("own.ftl");
  }

  @Test
  void refusesATemplateThatIsNone() throws IOException {
    Path own = own("<#if");
    assertThatThrownBy(() -> Templates.text("haproxy-default", own, MODEL))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("own.ftl");
  }

  private Path own(String text) throws IOException {
    return Files.writeString(folder.resolve("own.ftl"), text);
  }
}
