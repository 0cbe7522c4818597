package io.pgha.demo;

/** Colours, where the output is a terminal that knows them. */
record Paint(boolean colours) {
  private static final String ESCAPE = "\u001b[";

  String bold(String text) {
    return in("1", text);
  }

  String good(String text) {
    return in("32", text);
  }

  String bad(String text) {
    return in("1;31", text);
  }

  String faint(String text) {
    return in("2", text);
  }

  String writes(String bar) {
    return in("30;43", bar);
  }

  String reads(String bar) {
    return in("30;46", bar);
  }

  private String in(String code, String text) {
    return colours && !text.isEmpty() ? ESCAPE + code + "m" + text + ESCAPE + "0m" : text;
  }
}
