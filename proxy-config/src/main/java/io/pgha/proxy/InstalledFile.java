package io.pgha.proxy;

import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.emit.Draft;
import io.pgha.proxy.emit.Installer;
import io.pgha.proxy.emit.SyntaxCheck;
import io.pgha.proxy.watch.Place;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** The file of HAProxy, put in its place as {@code pgha haproxy} does. */
record InstalledFile(Path file, OutputOptions output) implements Place {
  @Override
  public Optional<String> text() {
    try {
      return Optional.of(Files.readString(file));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    } catch (IOException e) {
      throw ProblemException.unreadable(file, e);
    }
  }

  @Override
  public String put(String text) {
    StringWriter news = new StringWriter();
    output.install(List.of(draft(text)), SyntaxCheck.HAPROXY, new PrintWriter(news));
    return news.toString()
        .lines()
        .map(line -> line.replaceFirst("^pgha: ", ""))
        .collect(Collectors.joining("; "));
  }

  @Override
  public void putBack(Optional<String> text) {
    text.ifPresentOrElse(before -> Installer.putBack(draft(before)), this::delete);
  }

  private void delete() {
    try {
      Files.deleteIfExists(file);
    } catch (IOException e) {
      throw new ProblemException(
          "Cannot delete %s: %s".formatted(file, e.getClass().getSimpleName()), e);
    }
  }

  private Draft draft(String text) {
    return new Draft(file, text, /* secret= */ false, Optional.empty());
  }
}
