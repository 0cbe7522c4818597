package io.pgha.driver.config;

/** TCP ports as text. */
final class Ports {
  private Ports() {}

  static int parse(String text) throws WrongValueException {
    if (!isPort(text)) {
      throw new WrongValueException();
    }
    return Integer.parseInt(text);
  }

  static boolean isPort(String text) {
    try {
      int port = Integer.parseInt(text);
      return port >= 1 && port <= 65535;
    } catch (NumberFormatException e) {
      return false;
    }
  }
}
