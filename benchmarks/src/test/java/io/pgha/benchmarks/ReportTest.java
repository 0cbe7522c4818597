package io.pgha.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.benchmarks.report.Page;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ReportTest {
  private static final Set<String> KNOWN =
      Set.of(
          StubBenchmark.class.getName() + ".preparedSelect1",
          StubBenchmark.class.getName() + ".getAutoCommit");

  private static Results select(double pgjdbc, double pgha) {
    return new Results()
        .with(StubBenchmark.class, "preparedSelect1", "PGJDBC", 792, pgjdbc)
        .with(StubBenchmark.class, "preparedSelect1", "PGHA", 816, pgha);
  }

  private static String text(Run... runs) {
    return new Report(List.of(runs)).text();
  }

  @Test
  void showsWhatEachAddsToPgjdbc() {
    Results results =
        select(500, 550).with(StubBenchmark.class, "preparedSelect1", "AWS", 992, 700, 900);
    assertThat(text(results.by("make bench")))
        .contains(
            """
            | call | pgjdbc | PGHA adds | AWS adds |
            |---|---:|---:|---:|
            | prepared select 1 | 500 (500 to 500) ns, 792 B | 50.0 (50.0 to 50.0) ns, 24 B | 300 (200 to 400) ns, 200 B |
            """)
        .contains(
            "| preparedSelect1 | PGHA | 550.0 | 550.0 | 816 | 1.10 (1.10 to 1.10) | 50.0 (50.0 to"
                + " 50.0) | +24 |");
  }

  @Test
  void tellsOfTheResamplings() {
    assertThat(text(select(1, 2).by("make bench"))).contains("95 % of 2,000 resamplings", "seed 1");
  }

  @Test
  void explainsGoalsThatAreNotMetBelowThem() {
    assertThat(text(select(1, 500).by("make bench")))
        .containsSubsequence("| **missed** |", "what was tried", "* *", "preparedSelect1");
    assertThat(text(select(1, 2).by("make bench")))
        .contains("| met |")
        .doesNotContain("what was tried");
  }

  @Test
  void saysThatNoGoalIsAboutWhatWasMeasured() {
    Results results = new Results().with(StubBenchmark.class, "getAutoCommit", "PGJDBC", 0, 1);
    assertThat(text(results.by("make bench")))
        .contains("None is about what was measured.")
        .doesNotContain("| goal |", "what was tried");
  }

  @Test
  void runOfOneBenchmarkLeavesTheOthers(@TempDir Path folder) throws IOException {
    Run all =
        select(500, 550)
            .with(StubBenchmark.class, "getAutoCommit", "PGJDBC", 0, 1)
            .with(StubBenchmark.class, "getAutoCommit", "P6SPY", 0, 2)
            .by("make bench");
    write(folder, List.of(all));
    Run one =
        new Results()
            .with(StubBenchmark.class, "getAutoCommit", "PGJDBC", 0, 3)
            .by("make bench JMH='getAutoCommit'");
    write(folder, one.after(Run.of(Page.read(folder, "jmh")), KNOWN));

    List<Run> runs = Run.of(Page.read(folder, "jmh"));

    assertThat(runs)
        .extracting(Run::titles)
        .containsExactly("StubBenchmark.preparedSelect1", "StubBenchmark.getAutoCommit");
    assertThat(runs.get(1)).isEqualTo(one);
    assertThat(folder.resolve("report.md"))
        .content()
        .contains("* StubBenchmark.preparedSelect1: today, `make bench`")
        .contains("* StubBenchmark.getAutoCommit: today, `make bench JMH='getAutoCommit'`")
        .doesNotContain("P6SPY");
  }

  private static void write(Path folder, List<Run> runs) throws IOException {
    Report report = new Report(runs);
    Page.write(folder, "jmh", report.data(), report.text());
  }

  @Test
  void runThatReplacesAllOfAnotherLeavesNothingOfIt() {
    Run later = select(1, 2).by("later");
    assertThat(later.after(List.of(select(3, 4).by("earlier")), KNOWN)).containsExactly(later);
  }

  @Test
  void runLeavesNothingOfBenchmarksThatAreNoMore() {
    Run later = select(1, 2).by("later");
    Run earlier =
        new Results().with(StubBenchmark.class, "wasRenamed", "PGJDBC", 0, 1).by("earlier");
    assertThat(later.after(List.of(earlier), KNOWN)).containsExactly(later);
  }
}
