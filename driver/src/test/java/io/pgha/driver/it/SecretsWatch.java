package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.Traces;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails every test class on a cluster in whose time the driver logged a secret, at whatever level,
 * or anything was thrown that told one, caught or not: the JVM's own recorder notes all exceptions.
 * JUnit finds it by itself; see the configuration of the Failsafe plugin.
 */
public final class SecretsWatch implements BeforeAllCallback, AfterAllCallback {
  /** A URL may hold a password in any parameter. */
  private static final Pattern URL_WITH_PARAMETERS =
      Pattern.compile("jdbc:(pgha|postgresql):[^\\s\"]*\\?[^\\s\"]*=");

  /** Exceptions of all sorts, and errors. */
  private static final List<String> THROWN =
      List.of("jdk.JavaExceptionThrow", "jdk.JavaErrorThrow");

  private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();

  // Used by JUnit's thread; null outside a class.
  private @Nullable Traces log;
  private @Nullable Recording recording;

  /** Nobody may tell it from now on. */
  static void keep(String secret) {
    SECRETS.add(secret);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  void start() {
    log = new Traces("io.pgha.driver");
    Recording started = new Recording();
    THROWN.forEach(event -> started.enable(event).withoutStackTrace());
    started.start();
    recording = started;
  }

  @Override
  public void afterAll(ExtensionContext context) throws IOException {
    check();
  }

  void check() throws IOException {
    Traces logged = log;
    Recording thrown = recording;
    if (logged == null || thrown == null) {
      return;
    }
    logged.close();
    List<String> messages = messages(thrown);
    assertTellNothing("logged", List.of(logged.text()));
    assertTellNothing("thrown", messages);
  }

  private static List<String> messages(Recording recording) throws IOException {
    Path file = Files.createTempFile("pgha", ".jfr");
    try (recording) {
      recording.stop();
      recording.dump(file);
      return RecordingFile.readAllEvents(file).stream()
          .filter(event -> THROWN.contains(event.getEventType().getName()))
          .map(event -> String.valueOf(event.getString("message")))
          .toList();
    } finally {
      Files.delete(file);
    }
  }

  private static void assertTellNothing(String what, List<String> texts) {
    for (String text : texts) {
      assertThat(SECRETS).as("a secret was " + what).noneMatch(text::contains);
      assertThat(text).as("a URL was " + what).doesNotContainPattern(URL_WITH_PARAMETERS);
    }
  }
}
