package io.pgha.proxy.watch;

import java.util.Optional;

/** Where a file belongs. */
public interface Place {
  /** What it has now; empty if there is no file. */
  Optional<String> text();

  /**
   * Has it checked, and puts it there at once, or not at all.
   *
   * @return what there is to say of it
   * @throws io.pgha.proxy.definition.ProblemException if it would be refused, or cannot be written
   */
  String put(String text);

  /** Puts back what was there before, as it was; empty: leaves no file. */
  void putBack(Optional<String> text);
}
