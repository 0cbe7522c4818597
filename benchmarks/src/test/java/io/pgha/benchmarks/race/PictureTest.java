package io.pgha.benchmarks.race;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.NodeList;

final class PictureTest {
  private final Path report;
  private final Path picture;

  PictureTest(@TempDir Path report) {
    this.report = report;
    this.picture = report.resolve("race.svg");
  }

  @BeforeEach
  void report() throws IOException {
    Files.createDirectories(report.resolve("raw"));
    try (InputStream in =
        PictureTest.class.getResourceAsStream("/io/pgha/benchmarks/report/race.json")) {
      Files.copy(in, report.resolve("raw/race.json"));
    }
  }

  private Document drawn() throws Exception {
    Picture.draw(report, Pattern.compile("leader.*"), picture);
    return DocumentBuilderFactory.newInstance().newDocumentBuilder().parse(picture.toFile());
  }

  private static List<String> texts(Document svg) {
    NodeList all = svg.getElementsByTagName("text");
    return IntStream.range(0, all.getLength())
        .mapToObj(each -> all.item(each).getTextContent())
        .toList();
  }

  @Test
  void saysWhatWhenAndHowFarBehind() throws Exception {
    assertThat(texts(drawn()))
        .contains("Who answered writes when: leader killed", "pg1", "pg2", "limit")
        .contains("jdbc:pgha", "+0.08 s", "seconds after the fault", "5")
        .anyMatch(text -> text.startsWith("Round 1, measured on 2026-01-01"))
        .doesNotContain("pg3");
  }

  @Test
  void hasABarForEachTimeOfService() throws Exception {
    drawn();
    assertThat(Files.readString(picture).lines())
        .filteredOn(line -> line.contains("height=\"18\""))
        .hasSize(2);
  }

  @Test
  void needsARoundOfTheFault() {
    assertThatThrownBy(() -> Picture.draw(report, Pattern.compile("none"), picture))
        .hasMessageContaining("no round of none");
  }
}
