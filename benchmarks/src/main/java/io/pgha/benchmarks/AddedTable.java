package io.pgha.benchmarks;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What everybody adds to pgjdbc, one beside the other, in the benchmarks of one class. */
final class AddedTable {
  private final List<Measured> results;

  /** All but pgjdbc. */
  private final List<String> contenders;

  AddedTable(List<Measured> results) {
    this.results = results;
    this.contenders =
        results.stream()
            .filter(each -> each.isOurs() || each.isOfPeer())
            .map(Measured::contender)
            .distinct()
            .toList();
  }

  /** Empty where nobody is compared. */
  String text() {
    if (contenders.isEmpty()) {
      return "";
    }
    return """

        ## %s: what is added to pgjdbc

        | call | pgjdbc |%s
        |---|---:|%s
        %s
        """
        .formatted(
            results.get(0).type(),
            cells(contender -> contender + " adds"),
            "---:|".repeat(contenders.size()),
            results.stream()
                .filter(Measured::isOfPgjdbc)
                .map(this::row)
                .collect(Collectors.joining("\n")));
  }

  private String cells(Function<String, String> cell) {
    return contenders.stream()
        .map(each -> " " + cell.apply(each) + " |")
        .collect(Collectors.joining());
  }

  private String row(Measured pgjdbc) {
    String own = cell(pgjdbc.cost().medianEstimate(), pgjdbc.bytes().median());
    return "| %s | %s |%s"
        .formatted(
            pgjdbc.words(),
            own,
            cells(
                contender -> of(contender, pgjdbc).map(other -> added(other, pgjdbc)).orElse("")));
  }

  private Optional<Measured> of(String contender, Measured pgjdbc) {
    return results.stream()
        .filter(each -> each.benchmark().equals(pgjdbc.benchmark()))
        .filter(each -> each.contender().equals(contender))
        .findAny();
  }

  private static String added(Measured other, Measured pgjdbc) {
    return cell(
        other.cost().minus(pgjdbc.cost()), other.bytes().median() - pgjdbc.bytes().median());
  }

  /** Below a hundred, tenths of a nanosecond may matter. */
  private static String cell(Estimate time, double bytes) {
    String format = Math.abs(time.value()) < 100 ? "%,.1f" : "%,.0f";
    return time.text(format) + String.format(Locale.ROOT, " ns, %,d B", Math.round(bytes));
  }
}
