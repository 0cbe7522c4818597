package io.pgha.demo;

import io.pgha.demo.Served.Write;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Who took writes, one after the other. A promotion begins a new timeline, so each timeline must
 * have one member, and nothing may be written on an older one once a newer one has acknowledged.
 */
final class Terms {
  private record Term(int timeline, Set<String> members, long firstEnd, long lastStart) {
    static Term of(int timeline, List<Write> writes) {
      return new Term(
          timeline,
          writes.stream().map(Write::member).collect(Collectors.toCollection(TreeSet::new)),
          writes.stream().mapToLong(write -> write.span().end()).min().orElseThrow(),
          writes.stream().mapToLong(write -> write.span().start()).max().orElseThrow());
    }

    Optional<String> split() {
      return members.size() == 1
          ? Optional.empty()
          : Optional.of("%s both took writes on timeline %d.".formatted(this, timeline));
    }

    Optional<String> overlap(Term next) {
      return lastStart <= next.firstEnd
          ? Optional.empty()
          : Optional.of(
              "%s still took a write at %s, when %s had taken over at %s."
                  .formatted(this, Format.time(lastStart), next, Format.time(next.firstEnd)));
    }

    @Override
    public String toString() {
      return String.join(" and ", members);
    }
  }

  private final List<Term> terms;

  Terms(Collection<Write> writes) {
    TreeMap<Integer, List<Write>> byTimeline =
        writes.stream()
            .collect(Collectors.groupingBy(Write::timeline, TreeMap::new, Collectors.toList()));
    terms =
        byTimeline.entrySet().stream()
            .map(entry -> Term.of(entry.getKey(), entry.getValue()))
            .toList();
  }

  /** How two members took writes at the same time; empty if they never did. */
  Optional<String> clash() {
    return terms.stream().flatMap(this::clashes).findFirst();
  }

  private Stream<String> clashes(Term term) {
    Stream<String> overlaps =
        terms.stream()
            .filter(other -> other.timeline > term.timeline)
            .flatMap(newer -> term.overlap(newer).stream());
    return Stream.concat(term.split().stream(), overlaps);
  }

  /** The members in their order: {@code pg1, then pg3}. */
  @Override
  public String toString() {
    return terms.stream().map(Term::toString).collect(Collectors.joining(", then "));
  }
}
