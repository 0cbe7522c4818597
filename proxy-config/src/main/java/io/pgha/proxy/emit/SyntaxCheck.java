package io.pgha.proxy.emit;

import io.pgha.proxy.definition.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A program that can say whether it would take a file.
 *
 * @param tolerated exit statuses of files that it would take, with a warning
 */
public record SyntaxCheck(String program, List<String> options, Set<Integer> tolerated) {
  public static final SyntaxCheck HAPROXY =
      new SyntaxCheck("haproxy", List.of("-c", "-f"), Set.of(0));

  /** 6 is about the security of scripts, as in the article. */
  public static final SyntaxCheck KEEPALIVED =
      new SyntaxCheck("keepalived", List.of("-t", "-f"), Set.of(0, 6));

  /** What HAProxy says of a good file, and of the members' state in its state file. */
  private static final Pattern NO_NEWS =
      Pattern.compile("^\\[NOTICE]|^Configuration file is valid|server-state| is (DOWN|UP) via ");

  /** 128 and SIGTERM. */
  private static final int TERMINATED = 143;

  /** Where programs for administrators are, which not everybody has in the path. */
  private static final List<String> SBIN = List.of("/usr/local/sbin", "/usr/sbin", "/sbin");

  public SyntaxCheck {
    options = List.copyOf(options);
    tolerated = Set.copyOf(tolerated);
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
    try {
      Process process = start(found.get(), file);
      String said = said(process).replace(file.toString(), name.toString());
      int status = process.waitFor();
      if (status == TERMINATED) {
        return Optional.of(
            "not checked: keepalived before 2.2.8 cannot test a file whose script_user is not root");
      }
      if (!tolerated.contains(status)) {
        throw new ProblemException(
            "%s would refuse %s, and nothing was written:%n%s".formatted(program, name, said));
      }
      return said.isEmpty() ? Optional.empty() : Optional.of(said);
    } catch (IOException e) {
      throw new ProblemException("Cannot run %s: %s".formatted(program, e.getMessage()), e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new ProblemException("Interrupted", e);
    }
  }

  private Process start(Path found, Path file) throws IOException {
    List<String> command = new ArrayList<>(List.of(found.toString()));
    command.addAll(options);
    command.add(file.toString());
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }

  /** Without what is no news. */
  private static String said(Process process) throws IOException {
    String all = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return String.join(
        System.lineSeparator(),
        all.lines()
            .map(String::strip)
            .filter(line -> !line.isEmpty() && !NO_NEWS.matcher(line).find())
            .toList());
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
