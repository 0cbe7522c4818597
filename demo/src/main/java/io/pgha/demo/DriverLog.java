package io.pgha.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.logging.FileHandler;
import java.util.logging.LogManager;
import java.util.logging.Logger;
import java.util.logging.SimpleFormatter;
import java.util.stream.Stream;

/** Sends what is logged to a file, because on the screen it would break the picture. */
final class DriverLog {
  /** Held, because java.util.logging does not. */
  private final Logger root = Logger.getLogger("");

  private final Path folder;
  private final FileHandler file;

  private DriverLog(Path folder, FileHandler file) {
    this.folder = folder;
    this.file = file;
  }

  static DriverLog open() {
    try {
      Path folder = Files.createTempDirectory("pgha-demo-");
      FileHandler file = new FileHandler(folder.resolve("driver.log").toString());
      file.setFormatter(new SimpleFormatter());
      LogManager.getLogManager().reset();
      DriverLog log = new DriverLog(folder, file);
      log.root.addHandler(file);
      return log;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Where other logs may be put beside it. */
  Path folder() {
    return folder;
  }

  void delete() {
    file.close();
    try (Stream<Path> files = Files.walk(folder)) {
      List<Path> all = files.sorted(Comparator.reverseOrder()).toList();
      for (Path each : all) {
        Files.deleteIfExists(each);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
