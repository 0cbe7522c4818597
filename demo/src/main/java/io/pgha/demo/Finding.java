package io.pgha.demo;

/** What was checked, and whether it was right; the text says how it is, or what is wrong. */
record Finding(boolean right, String text) {
  static Finding right(String text) {
    return new Finding(/* right= */ true, text);
  }

  static Finding wrong(String text) {
    return new Finding(/* right= */ false, text);
  }
}
