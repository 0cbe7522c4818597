package io.pgha.proxy.emit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.proxy.definition.ProblemException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Files take their places whole and checked, or not at all. */
final class InstallerTest {
  private static final SyntaxCheck REFUSES = check("false");
  private static final SyntaxCheck TAKES = check("true");
  private static final SyntaxCheck WARNS = check("echo", "mind");
  private static final SyntaxCheck MISSING = check("pgha-no-such");

  /** Says what stands in the file. */
  private static final SyntaxCheck SAYS = check("cat");

  @TempDir Path folder = Path.of("");
  private final List<String> news = new ArrayList<>();

  @Test
  void keepsWhatWasThere() throws IOException {
    Path target = Files.writeString(folder.resolve("a.cfg"), "old");
    new Installer(TAKES, news::add).install(List.of(draft("a.cfg", "new")));
    assertThat(target).hasContent("new");
    assertThat(folder.resolve("a.cfg.bak")).hasContent("old");
    assertThat(names()).containsExactlyInAnyOrder("a.cfg", "a.cfg.bak");
    assertThat(news).anyMatch(line -> line.contains("a.cfg.bak"));
  }

  @Test
  void leavesAFileThatIsRightAndTheCopyOfTheOneBefore() throws IOException {
    Files.writeString(folder.resolve("a.cfg"), "the first");
    new Installer(TAKES, news::add).install(List.of(draft("a.cfg", "new")));
    new Installer(TAKES, news::add).install(List.of(draft("a.cfg", "new")));
    assertThat(folder.resolve("a.cfg")).hasContent("new");
    assertThat(folder.resolve("a.cfg.bak")).hasContent("the first");
    assertThat(news).last().asString().endsWith("a.cfg: unchanged");
  }

  @Test
  void namesTheFolderThatIsMissing() {
    Draft nowhere = new Draft(folder.resolve("no/a.cfg"), "new", false, Optional.empty());
    assertThatThrownBy(() -> new Installer(TAKES, news::add).install(List.of(nowhere)))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("there is no folder " + folder.resolve("no"));
  }

  @Test
  void keepsWhoMayReadIt() throws IOException {
    Path target = Files.writeString(folder.resolve("a.cfg"), "old");
    Files.setPosixFilePermissions(target, PosixFilePermissions.fromString("rw-r-----"));
    new Installer(TAKES, news::add).install(List.of(draft("a.cfg", "new")));
    assertThat(permissions(target)).isEqualTo("rw-r-----");
  }

  @Test
  void letsOnlyItsOwnerReadASecret() throws IOException {
    Path target = Files.writeString(folder.resolve("a.cfg"), "old");
    Draft secret = new Draft(target, "new", /* secret= */ true, Optional.empty());
    new Installer(TAKES, news::add).install(List.of(secret));
    assertThat(permissions(target)).isEqualTo("rw-------");
  }

  @Test
  void followsALinkAndLeavesItInItsPlace() throws IOException {
    Path real = Files.writeString(folder.resolve("real.cfg"), "old");
    Path link = Files.createSymbolicLink(folder.resolve("a.cfg"), real);
    new Installer(TAKES, news::add).install(List.of(draft("a.cfg", "new")));
    assertThat(link).isSymbolicLink();
    assertThat(real).hasContent("new");
  }

  @Test
  void leavesNothingOfAllFilesWhenOneIsRefused() throws IOException {
    Path target = Files.writeString(folder.resolve("a.cfg"), "old");
    Installer refusing = new Installer(REFUSES, news::add);
    assertThatThrownBy(
            () -> refusing.install(List.of(draft("a.cfg", "new"), draft("b.cfg", "new"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("would refuse");
    assertThat(names()).containsExactly("a.cfg");
    assertThat(target).hasContent("old");
  }

  @Test
  void writesNoneWhenOneCannotBeWritten() throws IOException {
    Installer unchecked = new Installer(null, news::add);
    assertThatThrownBy(
            () -> unchecked.install(List.of(draft("a.cfg", "new"), draft("no/b.cfg", "new"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("Cannot write");
    assertThat(names()).isEmpty();
  }

  @Test
  void tellsWarnings() {
    new Installer(WARNS, news::add).install(List.of(draft("a.cfg", "new")));
    assertThat(news).anyMatch(line -> line.contains("mind"));
  }

  @Test
  void tellsThatItCouldNotCheck() throws IOException {
    new Installer(MISSING, news::add).install(List.of(draft("a.cfg", "new")));
    assertThat(news).anyMatch(line -> line.contains("not checked: there is no pgha-no-such"));
    assertThat(names()).containsExactly("a.cfg");
  }

  @Test
  void takesOnlyKeepalivedThatWasKilledForOneThatCannotTell() throws IOException {
    SyntaxCheck killed = check("sh", "-c", "kill $$");
    assertThatThrownBy(() -> installer(killed).install(List.of(draft("a.cfg", "new"))))
        .isInstanceOf(ProblemException.class)
        .hasMessageContaining("would refuse");
    assertThat(names()).isEmpty();
    SyntaxCheck old =
        new SyntaxCheck(
            "sh",
            killed.options(),
            Set.of(0),
            SyntaxCheck.KEEPALIVED.unable(),
            SyntaxCheck.PATIENCE);
    installer(old).install(List.of(draft("a.cfg", "new")));
    assertThat(news).anyMatch(line -> line.contains("not checked: keepalived before 2.2.8"));
  }

  @Test
  void doesNotWaitForeverForTheProgram() throws IOException {
    SyntaxCheck hangs =
        new SyntaxCheck(
            "sh", List.of("-c", "sleep 3600"), Set.of(0), Map.of(), Duration.ofSeconds(1));
    assertThatThrownBy(() -> installer(hangs).install(List.of(draft("a.cfg", "new"))))
        .isInstanceOf(ProblemException.class)
        .hasMessage(
            "Nothing was written: the look of sh at %s takes longer than 1 s: (it printed nothing)",
            folder.resolve("a.cfg"));
    assertThat(names()).isEmpty();
  }

  @Test
  void tellsErrorsThatNameTheServerState() {
    String alert = "[ALERT]    (9) : config : unknown keyword 'server-state application' here";
    installer(SAYS).install(List.of(draft("a.cfg", alert)));
    assertThat(news).anyMatch(line -> line.endsWith(alert));
  }

  @Test
  void saysNothingOfAStateFileThatIsNotThere() {
    String said =
        """
        [NOTICE]   (9) : haproxy version is 2.6.12
        [WARNING]  (9) : config : config: Can't open global server state file '/a/b': No such file
        [WARNING]  (9) : config : Server x/a is DOWN, changed from server-state after a reload.
        Warnings were found.
        Configuration file is valid
        """;
    installer(SAYS).install(List.of(draft("a.cfg", said)));
    assertThat(news).containsExactly(folder.resolve("a.cfg") + ": written");
  }

  @Test
  void putsBackAndLeavesTheCopyOfTheOldOne() throws IOException {
    Path target = Files.writeString(folder.resolve("a.cfg"), "old");
    installer(TAKES).install(List.of(draft("a.cfg", "bad")));
    Installer.putBack(draft("a.cfg", "old"));
    assertThat(target).hasContent("old");
    assertThat(folder.resolve("a.cfg.bak")).hasContent("old");
    assertThat(names()).containsExactlyInAnyOrder("a.cfg", "a.cfg.bak");
  }

  private static SyntaxCheck check(String program, String... options) {
    return new SyntaxCheck(program, List.of(options), Set.of(0), Map.of(), SyntaxCheck.PATIENCE);
  }

  private Installer installer(SyntaxCheck check) {
    return new Installer(check, news::add);
  }

  private Draft draft(String name, String text) {
    return new Draft(folder.resolve(name), text, /* secret= */ false, Optional.empty());
  }

  private static String permissions(Path file) throws IOException {
    return PosixFilePermissions.toString(Files.getPosixFilePermissions(file));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> String.valueOf(file.getFileName())).toList();
    }
  }
}
