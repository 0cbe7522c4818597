package io.pgha.driver.proof;

import java.util.List;

/** Something that must hold of every history. */
interface Invariant {
  /** One line for each violation; none if it holds. */
  List<String> violations(History history);
}
