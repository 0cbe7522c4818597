package io.pgha.driver.patroni;

/** An answer arrived and does not say what it should; the message says what is wrong with it. */
final class UnusableAnswerException extends Exception {
  private static final long serialVersionUID = 1;

  UnusableAnswerException(String message) {
    super(message);
  }
}
