package io.pgha.proxy.emit;

import io.pgha.proxy.definition.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The secret that VRRP version 2 has in common on all hosts, kept in a file. */
final class Secret {
  /** keepalived takes so many characters of it, and says nothing of those that it does not take. */
  private static final int LENGTH = 8;

  private static final Pattern FORM = Pattern.compile("[A-Za-z0-9._-]{6,8}");
  private static final String LETTERS = "abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789";

  private Secret() {}

  /**
   * What the file has, or a new one that is kept there.
   *
   * @throws ProblemException if it has something else, or cannot be written
   */
  static String of(String file, RandomGenerator random) {
    if (file.isEmpty()) {
      throw new ProblemException(
          "keepalived.secretFile is missing: this form of VRRP has a secret; give --secret-file FILE, which is made if it is missing");
    }
    Path path = Path.of(file);
    try {
      return checked(Files.readString(path).strip(), path);
    } catch (NoSuchFileException e) {
      return kept(generated(random), path);
    } catch (IOException e) {
      throw ProblemException.unreadable("the secret in " + path, e);
    }
  }

  private static String checked(String secret, Path path) {
    if (!FORM.matcher(secret).matches()) {
      throw new ProblemException(
          "The secret in %s has %d characters; expected 6 to 8 letters and digits, since keepalived cuts what is longer"
              .formatted(path, secret.length()));
    }
    return secret;
  }

  private static String generated(RandomGenerator random) {
    return random
        .ints(LENGTH, 0, LETTERS.length())
        .mapToObj(i -> LETTERS.substring(i, i + 1))
        .collect(Collectors.joining());
  }

  private static String kept(String secret, Path path) {
    try {
      Files.createFile(
          path, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
      Files.writeString(path, secret + "\n");
      return secret;
    } catch (IOException e) {
      throw new ProblemException(
          "Cannot write the secret to %s: %s".formatted(path, e.getClass().getSimpleName()), e);
    }
  }
}
