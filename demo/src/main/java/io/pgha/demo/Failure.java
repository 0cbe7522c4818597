package io.pgha.demo;

/** An error that the application saw, at that moment (nanoseconds since the start of the demo). */
record Failure(Work work, long at, String sqlState, String message) {
  enum Work {
    WRITE,
    READ
  }
}
