package io.pgha.proxy.emit;

import io.pgha.proxy.definition.ProblemException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Puts files in their places: all are written beside them and checked first, then each takes its
 * place at once. What was there before is kept as {@code .bak}.
 *
 * @param check null for none
 * @param news is told what was done, a line each
 */
public record Installer(@Nullable SyntaxCheck check, Consumer<String> news) {
  private static final Set<PosixFilePermission> OWNER_ONLY =
      PosixFilePermissions.fromString("rw-------");
  private static final Set<PosixFilePermission> USUAL =
      PosixFilePermissions.fromString("rw-r--r--");

  /**
   * Installs all of them, or none.
   *
   * @throws ProblemException if one cannot be written, or would be refused
   */
  public void install(List<Draft> drafts) {
    install(drafts, /* rehearsal= */ false);
  }

  /**
   * Does all of it but the last step, which changes nothing.
   *
   * @throws ProblemException as {@link #install} would
   */
  public void rehearse(List<Draft> drafts) {
    install(drafts, /* rehearsal= */ true);
  }

  private void install(List<Draft> drafts, boolean rehearsal) {
    Map<Draft, Path> written = new LinkedHashMap<>();
    try {
      for (Draft each : drafts) {
        Draft draft = each.resolved();
        Path beside = beside(draft);
        written.put(draft, beside);
        write(draft, beside);
        check(draft, beside);
      }
      if (!rehearsal) {
        replace(written);
      }
    } catch (IOException e) {
      throw new ProblemException("Cannot write: " + reason(e), e);
    } finally {
      written.values().forEach(Installer::delete);
    }
  }

  private void replace(Map<Draft, Path> written) throws IOException {
    for (Map.Entry<Draft, Path> entry : written.entrySet()) {
      replace(entry.getKey(), entry.getValue());
    }
  }

  /**
   * Puts a file in its place at once, as it was before: neither checked, nor is a copy kept of what
   * it takes the place of.
   *
   * @throws ProblemException if it cannot be written
   */
  public static void putBack(Draft draft) {
    try {
      Draft before = draft.resolved();
      Path beside = beside(before);
      try {
        write(before, beside);
        move(beside, before.target());
      } finally {
        delete(beside);
      }
    } catch (IOException e) {
      throw new ProblemException("Cannot put back: " + reason(e), e);
    }
  }

  private static String reason(IOException e) {
    if (e instanceof NoSuchFileException missing) {
      return "there is no folder " + Path.of(missing.getFile()).toAbsolutePath().getParent();
    }
    if (e instanceof AccessDeniedException denied) {
      return "no permission for " + denied.getFile();
    }
    return e.getMessage() + " (" + e.getClass().getSimpleName() + ")";
  }

  /** In the same folder, as only there it can take its place at once. */
  private static Path beside(Draft draft) {
    return sibling(draft.target(), ".pgha-new");
  }

  private static Path sibling(Path target, String suffix) {
    return target.resolveSibling(target.getFileName() + suffix);
  }

  private static void write(Draft draft, Path beside) throws IOException {
    Files.deleteIfExists(beside);
    Files.createFile(beside, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
    Files.writeString(beside, draft.text());
    if (Files.exists(draft.target())) {
      keepOwner(draft.target(), beside);
    }
    Files.setPosixFilePermissions(beside, permissions(draft));
  }

  /** Whoever could read a file must be able to read the next one. */
  private static void keepOwner(Path target, Path beside) throws IOException {
    PosixFileAttributes wanted = Files.readAttributes(target, PosixFileAttributes.class);
    PosixFileAttributes own = Files.readAttributes(beside, PosixFileAttributes.class);
    PosixFileAttributeView view = Files.getFileAttributeView(beside, PosixFileAttributeView.class);
    try {
      if (!own.owner().equals(wanted.owner())) {
        view.setOwner(wanted.owner());
      }
      if (!own.group().equals(wanted.group())) {
        view.setGroup(wanted.group());
      }
    } catch (FileSystemException e) {
      throw new ProblemException(
          "Cannot write %s: it is %s:%s's, and must stay so; run this as root or %s"
              .formatted(target, wanted.owner(), wanted.group(), wanted.owner()),
          e);
    }
  }

  private static Set<PosixFilePermission> permissions(Draft draft) throws IOException {
    if (draft.secret()) {
      return OWNER_ONLY;
    }
    return Files.exists(draft.target()) ? Files.getPosixFilePermissions(draft.target()) : USUAL;
  }

  private void check(Draft draft, Path beside) {
    if (check == null) {
      return;
    }
    Optional<String> reason = draft.uncheckable();
    Optional<String> said = reason.isPresent() ? reason : check.run(beside, draft.target());
    said.ifPresent(text -> news.accept(draft.target() + ": " + text));
  }

  private void replace(Draft draft, Path beside) throws IOException {
    Path target = draft.target();
    if (isThere(draft)) {
      news.accept(target + ": unchanged");
      return;
    }
    if (Files.isRegularFile(target)) {
      Path old = sibling(target, ".bak");
      Path copy = sibling(target, ".pgha-old");
      Files.copy(
          target, copy, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.COPY_ATTRIBUTES);
      move(copy, old);
      news.accept("%s: the old one is now %s".formatted(target, old));
    }
    move(beside, target);
    news.accept(target + ": written");
  }

  /** Then what was there before pgha is still its copy. */
  private static boolean isThere(Draft draft) throws IOException {
    return Files.isRegularFile(draft.target())
        && Arrays.equals(
            Files.readAllBytes(draft.target()), draft.text().getBytes(StandardCharsets.UTF_8));
  }

  private static void move(Path from, Path to) throws IOException {
    Files.move(from, to, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  private static void delete(Path beside) {
    try {
      Files.deleteIfExists(beside);
    } catch (IOException e) {
      // What is left has a name of its own, and nothing reads it.
    }
  }
}
