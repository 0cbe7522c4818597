package io.pgha.proxy.emit;

import io.pgha.proxy.definition.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that can say whether it would take a file.
 *
 * @param tolerated exit statuses of files that it would take, with a warning
 * @param unable exit statuses that say nothing of the file, with what they mean
 */
public record SyntaxCheck(
    String program,
    List<String> options,
    Set<Integer> tolerated,
    Map<Integer, String> unable,
    Duration patience) {
  /** The names of servers may have to be looked up. */
  public static final Duration PATIENCE = Duration.ofSeconds(30);

  public static final SyntaxCheck HAPROXY =
      new SyntaxCheck("haproxy", List.of("-c", "-f"), Set.of(0), Map.of(), PATIENCE);

  /** 6 is about the security of scripts, as in the article; 143 is 128 and SIGTERM. */
  public static final SyntaxCheck KEEPALIVED =
      new SyntaxCheck(
          "keepalived",
          List.of("-t", "-f"),
          Set.of(0, 6),
          Map.of(143, "keepalived before 2.2.8 cannot test a file whose script_user is not root"),
          PATIENCE);

  /** What HAProxy says of a good file, of the members' state in its state file, and of both. */
  private static final Pattern NO_NEWS =
      Pattern.compile(
          "^\\[NOTICE]|^Configuration file is valid|^Warnings were found"
              + "|^\\[WARNING].*( server state file | from server-state |server-state application"
              + "| is (DOWN|UP) via )");

  /** Where programs for administrators are, which not everybody has in the path. */
  private static final List<String> SBIN = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  public SyntaxCheck {
    options = List.copyOf(options);
    tolerated = Set.copyOf(tolerated);
    unable = Map.copyOf(unable);
  }

  /**
   * Has the program look at a file.
   *
   * @param name what the file will be called, for messages
   * @return what it said, and whether it could be asked at all; empty if all is well
   * @throws ProblemException if it would not take it
   */
  Optional<String> run(Path file, Path name) {
    Optional<Path> found = find();
    if (found.isEmpty()) {
      return Optional.of("not checked: there is no %s on this machine".formatted(program));
    }
    Execution looked = look(found.get(), file, name);
    if (unable.containsKey(looked.status())) {
      return Optional.of("not checked: " + unable.get(looked.status()));
    }
    String said = said(looked).replace(file.toString(), name.toString());
    if (!tolerated.contains(looked.status())) {
      throw new ProblemException(
          "%s would refuse %s, and nothing was written:%n%s".formatted(program, name, said));
    }
    return said.isEmpty() ? Optional.empty() : Optional.of(said);
  }

  private Execution look(Path found, Path file, Path name) {
    List<String> command = new ArrayList<>(List.of(found.toString()));
    command.addAll(options);
    command.add(file.toString());
    try {
      return Execution.of(
          "Nothing was written: the look of %s at %s".formatted(program, name), command, patience);
    } catch (IOException e) {
      throw new ProblemException("Cannot run %s: %s".formatted(program, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException("Interrupted", e);
    }
  }

  /** Without what is no news. */
  private static String said(Execution looked) {
    return String.join(
        System.lineSeparator(),
        looked.printed().stream().filter(line -> !NO_NEWS.matcher(line).find()).toList());
  }

  private Optional<Path> find() {
    String path = Optional.ofNullable(System.getenv("PATH")).orElse("");
    return Stream.concat(Arrays.stream(path.split(":")), SBIN.stream())
        .filter(folder -> !folder.isEmpty())
        .map(folder -> Path.of(folder, program))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
