package io.pgha.proxy.definition;

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
}
