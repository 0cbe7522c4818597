package io.pgha.benchmarks.report;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Chromium without a window. */
final class Browser {
  enum Scheme {
    DARK(0),
    LIGHT(1);

    private final int number;

    /** As Blink counts them. */
    Scheme(int number) {
      this.number = number;
    }
  }

  private static final List<String> PROGRAMS =
      List.of("chromium-headless-shell", "chromium", "chromium-browser");

  private Browser() {}

  /** The page's elements, once its scripts are done. */
  static String open(Path page, Scheme scheme, Path profile) throws Exception {
    File log = profile.resolve("browser.log").toFile();
    Process browser =
        new ProcessBuilder(
                program(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--window-size=1200,900",
                "--user-data-dir=" + profile,
                "--blink-settings=preferredColorScheme=" + scheme.number,
                "--virtual-time-budget=10000",
                "--dump-dom",
                page.toUri().toString())
            .redirectError(log)
            .start();
    String dom = new String(browser.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (browser.waitFor() != 0) {
      throw new IOException("The browser failed: " + Files.readString(log.toPath()));
    }
    return dom;
  }

  private static String program() {
    return PROGRAMS.stream()
        .filter(Browser::isThere)
        .findFirst()
        .orElseThrow(() -> new IllegalStateException("None of " + PROGRAMS + " is in the PATH"));
  }

  private static boolean isThere(String program) {
    Stream<String> folders = Arrays.stream(System.getenv("PATH").split(File.pathSeparator));
    return folders.anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }
}
