package io.pgha.artifacts;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What the documentation names is there, also in commands that no test runs. */
final class MarkdownTest {
  private static final List<Markdown> PAGES = Markdown.all();

  private static final Pattern TARGET = Pattern.compile("(?m)^make ([a-z][\\w-]*)");
  private static final Pattern RULE = Pattern.compile("(?m)^([a-z][\\w-]*):");
  private static final Pattern SCRIPT = Pattern.compile("(?<!/)\\b(scripts/[\\w.-]+)");
  private static final Pattern MODULES = Pattern.compile("-pl (\\S+)");
  private static final Pattern CHOSEN = Pattern.compile("-D(?:it\\.)?test=(\\S+)");
  private static final Pattern TEST = Pattern.compile("(?m)^(\\w+(?:IT|Test))(?:\\.\\w+)?$");

  /** Of those the name says that there are none. */
  private static final Pattern NO_TEST = Pattern.compile("NoUnit(Test)?");

  /** Something in a page. */
  private record Named(Path page, String name) {}

  @Test
  void everyTargetIsOneOfTheMakefile() throws IOException {
    String makefile = Files.readString(Markdown.ROOT.resolve("Makefile"));
    assertThat(named(TARGET))
        .isNotEmpty()
        .extracting(Named::name)
        .isSubsetOf(Markdown.found(RULE, makefile));
  }

  @Test
  void everyScriptIsThere() {
    assertThat(named(SCRIPT))
        .isNotEmpty()
        .allSatisfy(script -> assertThat(Markdown.ROOT.resolve(script.name())).isExecutable());
  }

  @Test
  void everyModuleIsOne() {
    assertThat(named(MODULES))
        .flatExtracting(modules -> List.of(modules.name().split(",", -1)))
        .isNotEmpty()
        .isSubsetOf(Published.PARENT.texts("modules/module"));
  }

  @Test
  void everyTestIsThere() {
    Set<String> classes = testClasses();
    List<String> names =
        Stream.concat(
                named(CHOSEN).stream()
                    .flatMap(chosen -> Arrays.stream(chosen.name().split(",", -1)))
                    .filter(name -> !NO_TEST.matcher(name).matches()),
                named(TEST).stream().map(Named::name))
            .map(name -> name.replace("*", "\\w*"))
            .toList();
    assertThat(names)
        .isNotEmpty()
        .allSatisfy(name -> assertThat(classes).anyMatch(each -> each.matches(name)));
  }

  private static Set<String> testClasses() {
    return Markdown.sources()
        .map(Path::toString)
        .filter(file -> file.contains("/src/test/java/") && file.endsWith(".java"))
        .map(file -> file.replaceFirst(".*/", "").replaceFirst("\\.java$", ""))
        .collect(toSet());
  }

  private static List<Named> named(Pattern pattern) {
    return PAGES.stream()
        .flatMap(
            page ->
                Markdown.found(pattern, page.code()).stream()
                    .map(name -> new Named(page.file(), name)))
        .toList();
  }

  @Test
  void everyLinkLeadsSomewhere() {
    assertThat(links()).isNotEmpty().allSatisfy(MarkdownTest::assertLeadsSomewhere);
  }

  private static List<Named> links() {
    return PAGES.stream()
        .flatMap(page -> page.links().stream().map(link -> new Named(page.file(), link)))
        .toList();
  }

  private static void assertLeadsSomewhere(Named link) {
    String[] parts = link.name().split("#", 2);
    Path file = parts[0].isEmpty() ? link.page() : link.page().resolveSibling(parts[0]);
    assertThat(file).exists();
    if (parts.length == 2) {
      assertThat(Markdown.read(file).anchors()).contains(parts[1]);
    }
  }
}
