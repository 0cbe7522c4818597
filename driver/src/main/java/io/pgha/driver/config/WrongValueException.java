package io.pgha.driver.config;

/** A text that a parameter cannot have; whoever knows the parameter makes a message of it. */
final class WrongValueException extends Exception {
  private static final long serialVersionUID = 1L;

  WrongValueException() {
    this("");
  }

  /**
   * @param detail a sentence without its period
   */
  WrongValueException(String detail) {
    super(detail);
  }

  static WrongValueException didYouMean(String valid) {
    return new WrongValueException("Did you mean " + valid + "?");
  }

  String detail() {
    String detail = getMessage();
    return detail == null ? "" : detail;
  }
}
