package io.pgha.artifacts;

import static java.util.stream.Collectors.joining;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A page of the documentation. */
record Markdown(Path file, String text) {
  static final Path ROOT = Path.of("..");

  private static final Set<Path> MADE =
      Set.of(Path.of(".git"), Path.of("target"), Path.of("benchmarks/report"));

  private static final Pattern BLOCK =
      Pattern.compile("^```.*?\n(.*?)^```$", Pattern.DOTALL | Pattern.MULTILINE);
  private static final Pattern INDENTED = Pattern.compile("^ {4}(\\S.*)$", Pattern.MULTILINE);
  private static final Pattern SPAN = Pattern.compile("`([^`]+)`");
  private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
  private static final Pattern HEADING = Pattern.compile("^#+ (.*)$", Pattern.MULTILINE);

  /** All that there are. */
  static List<Markdown> all() {
    return sources().filter(file -> file.toString().endsWith(".md")).map(Markdown::read).toList();
  }

  /** All files of the project but those that something has made. */
  static Stream<Path> sources() {
    List<Path> found = new ArrayList<>();
    try {
      Files.walkFileTree(
          ROOT,
          new SimpleFileVisitor<>() {
            @Override
            public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
              return MADE.stream().anyMatch(folder::endsWith)
                  ? FileVisitResult.SKIP_SUBTREE
                  : FileVisitResult.CONTINUE;
            }

            @Override
            public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
              found.add(file);
              return FileVisitResult.CONTINUE;
            }
          });
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return found.stream();
  }

  static Markdown read(Path file) {
    try {
      return new Markdown(file, Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Lines of blocks, and what stands in sentences as code, each on a line. */
  String code() {
    return Stream.of(found(BLOCK, text), found(INDENTED, text), found(SPAN, sentences()))
        .flatMap(List::stream)
        .collect(joining("\n"));
  }

  private String sentences() {
    return BLOCK.matcher(text).replaceAll("").replaceAll("\n(?=\\S)", " ");
  }

  /** To files and headings of the project, not to the web. */
  List<String> links() {
    return found(LINK, BLOCK.matcher(text).replaceAll("")).stream()
        .filter(link -> !link.startsWith("http"))
        .toList();
  }

  /** The names by which headings are linked to. */
  List<String> anchors() {
    return found(HEADING, BLOCK.matcher(text).replaceAll("")).stream()
        .map(Markdown::anchor)
        .toList();
  }

  private static String anchor(String heading) {
    return heading.toLowerCase(Locale.ROOT).replaceAll("[^\\w\\s-]", "").replace(' ', '-');
  }

  /** What the first group of a pattern is, wherever it is found. */
  static List<String> found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(result -> result.group(1)).toList();
  }
}
