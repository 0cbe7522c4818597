package io.pgha.artifacts;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of the README, which the matrix prints, lacks no release, and all of it passed. */
final class SupportTableTest {
  private static final List<String> RELEASES = List.of("bullseye", "bookworm", "trixie", "forky");
  private static final List<String> JDKS = List.of("17", "25");

  private static final Pattern TABLES =
      Pattern.compile("<!-- matrix -->\n(.*?)<!-- /matrix -->", Pattern.DOTALL);
  private static final Pattern ROW = Pattern.compile("(?m)^\\| ([a-z]+ \\| \\d.*) \\|$");
  private static final String PASSED = "[1-9]\\d* passed";

  private static final int CELLS_OF_CLUSTERS = 6;
  private static final int CELLS_OF_PROXIES = 4;

  private static final List<List<String>> ROWS = rows();

  private static List<List<String>> rows() {
    String readme = Markdown.read(Markdown.ROOT.resolve("README.md")).text();
    return Markdown.found(TABLES, readme).stream()
        .flatMap(tables -> Markdown.found(ROW, tables).stream())
        .map(row -> List.of(row.split(" \\| ", -1)))
        .toList();
  }

  @Test
  void hasEachReleaseOnTheOldestAndTheNewestJdk() {
    List<String> wanted = new ArrayList<>();
    RELEASES.forEach(release -> JDKS.forEach(jdk -> wanted.add(release + " on " + jdk)));
    assertThat(ROWS)
        .filteredOn(row -> row.size() == CELLS_OF_CLUSTERS)
        .extracting(row -> row.get(0) + " on " + row.get(4))
        .containsExactlyElementsOf(wanted);
  }

  @Test
  void hasHaproxyAndKeepalivedOfEachRelease() {
    assertThat(ROWS)
        .filteredOn(row -> row.size() == CELLS_OF_PROXIES)
        .extracting(row -> row.get(0))
        .containsExactlyElementsOf(RELEASES);
  }

  @Test
  void everyRowPassed() {
    assertThat(ROWS)
        .isNotEmpty()
        .allSatisfy(row -> assertThat(row.get(row.size() - 1)).matches(PASSED));
  }
}
