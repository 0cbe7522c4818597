package io.pgha.benchmarks.report;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgha.benchmarks.report.Browser.Scheme;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The page as a browser shows it. */
final class PageIT {
  private static final Pattern PICTURE = Pattern.compile("(?s)<figure>.*?</figure>");
  private static final Pattern TEXT_COLOUR = Pattern.compile("<text[^>]* fill=\"([^\"]+)\"");
  private static final Pattern SERIES = Pattern.compile(" data-series=\"([^\"]*)\"");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final double READABLE = 4.5;

  private final Path folder;
  private final Path profile;

  PageIT(@TempDir Path folder, @TempDir Path profile) {
    this.folder = folder;
    this.profile = profile;
  }

  @BeforeEach
  void write() throws Exception {
    for (String part : List.of("race", "jmh", "fleet")) {
      Page.write(folder, part, sample(part), "# Tables of " + part);
    }
  }

  private static JsonNode sample(String part) throws Exception {
    try (InputStream in = PageIT.class.getResourceAsStream(part + ".json")) {
      return JSON.readTree(in);
    }
  }

  private String open(Scheme scheme) throws Exception {
    return Browser.open(folder.resolve("index.html"), scheme, profile);
  }

  private static List<String> pictures(String dom) {
    return PICTURE.matcher(dom).results().map(MatchResult::group).toList();
  }

  @Test
  void drawsThePicturesOfAllPartsWithoutAnError() throws Exception {
    String dom = open(Scheme.LIGHT);
    assertThat(dom).doesNotContain("data-error").contains("data-pictures=\"11\"");
    assertThat(pictures(dom)).hasSize(11).allMatch(picture -> picture.contains("<svg"));
  }

  @Test
  void tellsWhichRunMeasuredWhat() throws Exception {
    assertThat(open(Scheme.LIGHT))
        .contains(
            "UrlBenchmark.parse: 2026-01-02T00:00Z, <code>make bench JMH='UrlBenchmark'</code>")
        .contains("<td>PGHA</td><td>12.0</td><td>9.2</td><td>1.14 (1.00 to 1.30)</td>");
  }

  @Test
  void tellsWhichGoalsWereMetAndWhichWereMissed() throws Exception {
    assertThat(open(Scheme.LIGHT))
        .contains("<td>writes again in every fault</td><td>1 of 1</td><td>met</td>")
        .contains("<td>at most 100 ns</td><td>101 ns</td><td>missed</td>")
        .contains("<td>at most 2 ns</td><td>1 (0 to 3) ns</td><td>not shown</td>");
  }

  @Test
  void tellsBelowTheGoalsWhyTheyWereMissed() throws Exception {
    assertThat(open(Scheme.LIGHT))
        .containsSubsequence("<td>missed</td>", "<ul><li><em>", "</em>", "<code>", "<figure>");
  }

  @Test
  void saysNothingOfGoalsOfWhichNoneWasMissedOrMeasured() throws Exception {
    for (String part : List.of("race", "jmh", "fleet")) {
      ObjectNode data = (ObjectNode) sample(part);
      data.withArray("goals").removeAll();
      Page.write(folder, part, data, "");
    }
    assertThat(open(Scheme.LIGHT))
        .contains("<p>No goal is about what was measured.</p>")
        .doesNotContain("was tried", "<table class=\"goals\">");
  }

  @Test
  void tellsWhatTheClusterLostAndWhoDidNotComeBack() throws Exception {
    ObjectNode race = (ObjectNode) sample("race");
    ((ObjectNode) race.at("/rounds/0/lanes/1"))
        .put("gap", 5_000)
        .put("back", 5_000)
        .put("behindLimit", 3_000);
    Page.write(folder, "race", race, "");
    assertThat(open(Scheme.LIGHT))
        .contains("The cluster itself lost 273 acknowledged writes")
        .contains("<td>leader killed</td><td>0</td><td>&gt; 3,000</td>");
  }

  @Test
  void showsWhatAFleetHasMeasuredSoFar() throws Exception {
    ObjectNode fleet = (ObjectNode) sample("fleet");
    List.of("simulated", "check", "goals").forEach(each -> fleet.withArray(each).removeAll());
    Page.write(folder, "fleet", fleet, "");
    assertThat(open(Scheme.LIGHT))
        .doesNotContain("data-error")
        .contains("<td>3</td><td>20</td><td>60</td><td>60</td>");
  }

  @Test
  void hasTheTablesThatTheMarkdownHas() throws Exception {
    assertThat(open(Scheme.LIGHT))
        .contains("switchover, round 2 failed and is not shown: no leader")
        .contains("<td>jdbc:pgha</td><td>1</td><td>0</td><td>0</td><td>120</td>")
        .contains("<td>https</td><td>54</td><td>88</td><td>96</td><td>99</td><td>2.62</td>")
        .contains("<td>3</td><td>20</td><td>60</td><td>60</td>")
        .contains("<td>70</td><td>never</td><td>never</td><td>0</td>")
        .contains("<td>1,100</td><td>7</td>");
  }

  @Test
  void everyPictureNamesItsAxesWithUnitsAndItsColours() throws Exception {
    assertThat(pictures(open(Scheme.LIGHT)))
        .allSatisfy(
            picture ->
                assertThat(picture)
                    .containsPattern(">[^<]*(\\bms\\b|ns/op|JVMs)[^<]*</text>")
                    .containsPattern(">[^<]*(contender|%|a second|\\bms\\b)[^<]*</text>")
                    .satisfies(PageIT::namesItsSeries));
  }

  private static void namesItsSeries(String picture) throws Exception {
    String[] series =
        JSON.readValue(found(SERIES, picture).replace("&quot;", "\""), String[].class);
    assertThat(series)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(picture).contains(">" + name + "</text>"));
  }

  private static String found(Pattern pattern, String text) {
    return pattern.matcher(text).results().map(found -> found.group(1)).findFirst().orElseThrow();
  }

  @Test
  void drawsARaceOfFullSize() throws Exception {
    Page.write(folder, "race", race(/* contenders= */ 9, /* faults= */ 18), "");

    List<String> pictures = pictures(open(Scheme.LIGHT));

    assertThat(pictures).allSatisfy(PageIT::namesItsSeries);
    assertThat(pictures)
        .filteredOn(picture -> picture.contains("who answered when"))
        .hasSize(36)
        .allMatch(picture -> picture.contains(">contender 8</text>"));
  }

  /** The sample's last contender and its fault, again and again. */
  private static JsonNode race(int contenders, int faults) throws Exception {
    ObjectNode race = (ObjectNode) sample("race");
    ArrayNode names = race.withArray("contenders");
    ObjectNode round = (ObjectNode) race.withArray("rounds").get(0);
    ArrayNode lanes = round.withArray("lanes");
    List<JsonNode> copied = List.of(lanes.get(lanes.size() - 3), lanes.get(lanes.size() - 1));
    for (int number = names.size(); number < contenders; number++) {
      String name = "contender " + number;
      names.add(name);
      copied.forEach(lane -> lanes.add(((ObjectNode) lane.deepCopy()).put("contender", name)));
    }
    for (int number = 1; number < faults; number++) {
      race.withArray("rounds").add(round.deepCopy().put("fault", "fault number " + number));
    }
    return race;
  }

  @ParameterizedTest
  @EnumSource
  void isReadableInDarkAndInLight(Scheme scheme) throws Exception {
    String paper = paper(scheme);
    List<String> colours =
        TEXT_COLOUR
            .matcher(open(scheme))
            .results()
            .map(found -> found.group(1))
            .distinct()
            .toList();
    assertThat(colours)
        .isNotEmpty()
        .allMatch(colour -> contrast(colour, paper) >= READABLE, "contrast of " + READABLE);
  }

  /** As the style sheet says. */
  private static String paper(Scheme scheme) throws Exception {
    try (InputStream in = PageIT.class.getResourceAsStream("page.css")) {
      String css = new String(in.readAllBytes(), UTF_8);
      List<String> papers =
          Pattern.compile("--paper: (#\\w{6})")
              .matcher(css)
              .results()
              .map(found -> found.group(1))
              .toList();
      return papers.get(scheme == Scheme.LIGHT ? 0 : 1);
    }
  }

  /** By the Web Content Accessibility Guidelines 2. */
  private static double contrast(String one, String other) {
    double a = luminance(one);
    double b = luminance(other);
    return (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
  }

  private static double luminance(String colour) {
    assertThat(colour.toLowerCase(Locale.ROOT)).matches("#[0-9a-f]{6}");
    int rgb = Integer.parseInt(colour.substring(1), 16);
    return 0.2126 * linear(rgb >> 16) + 0.7152 * linear(rgb >> 8) + 0.0722 * linear(rgb);
  }

  private static double linear(int channel) {
    double share = (channel & 0xff) / 255.0;
    return share <= 0.04045 ? share / 12.92 : Math.pow((share + 0.055) / 1.055, 2.4);
  }

  @Test
  void needsNothingBesideItAndKeepsTheDataOfEachPart() throws Exception {
    String page = Files.readString(folder.resolve("index.html"));
    assertThat(page.replaceAll("(?s)(<script[^>]*>).*?</script>", "$1"))
        .contains("<script>")
        .doesNotContainPattern("<[^>]* (src|href)=");
    assertThat(folder.resolve("raw/race.json")).content().contains("behindLimit");
    assertThat(folder.resolve("report.md"))
        .content()
        .containsSubsequence("Tables of race", "Tables of jmh", "Tables of fleet");
  }
}
