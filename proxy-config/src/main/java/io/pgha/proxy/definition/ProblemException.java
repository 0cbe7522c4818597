package io.pgha.proxy.definition;

import java.io.IOException;

/**
 * Something that whoever runs the command must put right. The message is all he is shown: what was
 * wanted, what was seen, what would be right; never a URL with its parameters.
 */
public final class ProblemException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  public ProblemException(String message) {
    super(message);
  }

  public ProblemException(String message, Throwable cause) {
    super(message, cause);
  }

  /**
   * A file that cannot be read.
   *
   * @param what its name, with what it is where that does not go without saying
   */
  public static ProblemException unreadable(Object what, IOException e) {
    return new ProblemException(
        "Cannot read %s: %s".formatted(what, e.getClass().getSimpleName()), e);
  }
}
