package io.pgha.proxy.definition;

/** Conditions on the settings, in the words of what would be right. */
final class Check {
  private Check() {}

  static void that(boolean right, String wanted) {
    if (!right) {
      throw new IllegalArgumentException(wanted);
    }
  }
}
