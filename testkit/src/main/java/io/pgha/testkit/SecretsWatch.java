package io.pgha.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import jdk.jfr.Recording;
import jdk.jfr.consumer.RecordingFile;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Fails a test class in whose time pgha logged a secret, at whatever level, or anything was thrown
 * that told one, caught or not: the JVM's own recorder notes all exceptions. Secrets are the
 * passwords of all clusters that were started in this JVM, and what a test adds. JUnit finds it
 * where a module names it in {@code META-INF/services} and extensions are detected automatically.
 */
public final class SecretsWatch implements BeforeAllCallback, AfterAllCallback {
  private static final String LOGGER = "io.pgha";

  /** A URL may hold a password in any parameter. */
  private static final Pattern URL_WITH_PARAMETERS =
      Pattern.compile("jdbc:(pgha|postgresql):[^\\s\"]*\\?[^\\s\"]*=");

  /** Exceptions of all sorts, and errors. */
  private static final List<String> THROWN =
      List.of("jdk.JavaExceptionThrow", "jdk.JavaErrorThrow");

  private static final Set<String> SECRETS = ConcurrentHashMap.newKeySet();

  // Used by JUnit's thread; null outside a class.
  private @Nullable Log log;
  private @Nullable Recording recording;

  /**
   * Nobody may tell it from now on. Thread-safe.
   *
   * @param secret compared as it is
   */
  public static void keep(String secret) {
    SECRETS.add(secret);
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    start();
  }

  void start() {
    log = Log.begin();
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
    Log logged = log;
    Recording thrown = recording;
    if (logged != null && thrown != null) {
      logged.close();
      List<String> messages = messages(thrown);
      assertTellNothing("logged", logged.texts.stream());
      assertTellNothing("thrown", messages.stream());
    }
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

  private static void assertTellNothing(String how, Stream<String> texts) {
    texts.forEach(
        text -> {
          if (SECRETS.stream().anyMatch(text::contains)) {
            throw new AssertionError("a secret was " + how + ": " + text);
          }
          if (URL_WITH_PARAMETERS.matcher(text).find()) {
            throw new AssertionError("a URL with parameters was " + how + ": " + text);
          }
        });
  }

  /** All that pgha logs, at any level, until it is closed. */
  private static final class Log extends Handler {
    private final Logger logger = Logger.getLogger(LOGGER);
    private final Queue<String> texts = new ConcurrentLinkedQueue<>();
    private final SimpleFormatter formatter = new SimpleFormatter();
    private final @Nullable Level levelBefore = logger.getLevel();

    static Log begin() {
      Log log = new Log();
      log.logger.addHandler(log);
      log.logger.setLevel(Level.ALL);
      return log;
    }

    @Override
    public void publish(LogRecord entry) {
      texts.add(formatter.format(entry));
    }

    @Override
    public void flush() {}

    @Override
    public void close() {
      logger.setLevel(levelBefore);
      logger.removeHandler(this);
    }
  }
}
