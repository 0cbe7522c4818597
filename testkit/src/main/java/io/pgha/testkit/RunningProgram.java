package io.pgha.testkit;

/** A program that was started. */
interface RunningProgram {
  boolean isAlive();

  /** Its id among the processes of its machine. */
  long pid();
}
