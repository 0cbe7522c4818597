package io.pgha.demo;

import io.pgha.demo.Served.Read;
import io.pgha.demo.Served.Write;
import java.util.List;

/** What the application saw. Immutable; in the order in which it was recorded. */
record Recording(List<Write> writes, List<Read> reads, List<Failure> failures) {
  Recording {
    writes = List.copyOf(writes);
    reads = List.copyOf(reads);
    failures = List.copyOf(failures);
  }
}
