package io.pgha.proxy.watch;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.driver.config.Config;
import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.definition.Members;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.SettingsReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A file whose text is the hosts of the members, in a place that can refuse it. */
final class FollowerTest {
  @TempDir Path folder = Path.of("");
  private final AtomicLong now = new AtomicLong();
  private final List<String> log = new ArrayList<>();
  private final Shelf shelf = new Shelf();

  /** What a place does, and what was done to it. */
  private static final class Shelf implements Place {
    private Optional<String> text = Optional.empty();
    private boolean refuses;
    private int puts;

    @Override
    public Optional<String> text() {
      return text;
    }

    @Override
    public String put(String next) {
      if (refuses) {
        throw new ProblemException("haproxy would refuse it:\nunknown keyword");
      }
      puts++;
      text = Optional.of(next);
      return "written";
    }

    @Override
    public void putBack(Optional<String> before) {
      text = before;
    }
  }

  @Test
  void writesAndReloadsOnceForEachChange() throws Exception {
    Follower follower = follower("echo reloaded >> " + reloads());
    follower.follow(members("pg1,pg2"));
    follower.follow(members("pg1,pg2"));
    assertThat(log).containsExactly("members pg1_5432, pg2_5432: written; reloaded");
    follower.follow(members("pg1,pg2,pg3"));
    assertThat(shelf.text).contains("pg1 pg2 pg3");
    assertThat(reloads()).content().isEqualTo("reloaded\nreloaded\n");
    assertThat(follower.retry()).isEmpty();
  }

  @Test
  void reloadsAFileThatIsRightAlreadyOnceAtTheStart() throws Exception {
    shelf.text = Optional.of("pg1");
    Follower follower = follower("echo reloaded >> " + reloads());
    follower.follow(members("pg1"));
    follower.follow(members("pg1"));
    assertThat(shelf.puts).isZero();
    assertThat(reloads()).content().isEqualTo("reloaded\n");
    assertThat(log).containsExactly("members pg1_5432: right already; reloaded");
  }

  @Test
  void triesTheReloadOfAFileThatIsRightUntilItIsDone() throws Exception {
    shelf.text = Optional.of("pg1");
    Follower follower = follower(untilWell());
    follower.follow(members("pg1"));
    assertThat(shelf.text).contains("pg1");
    assertThat(follower.retry()).isPresent();
    becomeWell();
    follower.follow(members("pg1"));
    assertThat(log).last().isEqualTo("members pg1_5432: right already; reloaded");
    assertThat(follower.retry()).isEmpty();
  }

  @Test
  void leavesNoFirstFileWhoseReloadFails() throws Exception {
    Follower follower = follower(untilWell());
    follower.follow(members("pg1"));
    assertThat(shelf.text).isEmpty();
    becomeWell();
    follower.follow(members("pg1"));
    assertThat(shelf.text).contains("pg1");
    assertThat(log).last().isEqualTo("members pg1_5432: written; reloaded");
  }

  /** It may have taken the new one all the same, late. */
  @Test
  void reloadsTheOldFileThatIsRightAgainAfterAReloadThatFailed() throws Exception {
    Follower follower =
        follower("echo reloaded >> %s; test $(wc -l < %1$s) != 2".formatted(reloads()));
    follower.follow(members("pg1"));
    follower.follow(members("pg1,pg2"));
    assertThat(shelf.text).contains("pg1");
    follower.follow(members("pg1"));
    assertThat(log).last().isEqualTo("members pg1_5432: right already; reloaded");
    assertThat(shelf.puts).isEqualTo(2);
  }

  @Test
  void bringsTheOldFileBackWhenTheReloadFailsAndTriesAgainLater() throws Exception {
    shelf.text = Optional.of("old");
    Follower follower = follower(untilWell());
    follower.follow(members("pg1"));
    assertThat(shelf.text).contains("old");
    assertThat(log)
        .containsExactly(
            "members pg1_5432: not done, next try in 30 s: the reload command ended with 3: why");

    follower.follow(members("pg1"));
    assertThat(shelf.puts).isEqualTo(1);

    becomeWell();
    follower.follow(members("pg1"));
    assertThat(shelf.text).contains("pg1");
    assertThat(log).last().isEqualTo("members pg1_5432: written; reloaded");
  }

  @Test
  void doesNotReloadAFileThatIsRefused() throws Exception {
    shelf.text = Optional.of("old");
    shelf.refuses = true;
    Follower follower = follower("echo reloaded >> " + reloads());
    follower.follow(members("pg1"));
    assertThat(shelf.text).contains("old");
    assertThat(reloads()).doesNotExist();
    assertThat(log)
        .containsExactly(
            "members pg1_5432: not done, next try in 30 s: haproxy would refuse it: | unknown"
                + " keyword");
    assertThat(follower.retry()).isPresent();
  }

  @Test
  void triesAtOnceWhatIsNew() throws Exception {
    shelf.refuses = true;
    Follower follower = follower("true");
    follower.follow(members("pg1"));
    shelf.refuses = false;
    follower.follow(members("pg1,pg2"));
    assertThat(shelf.text).contains("pg1 pg2");
  }

  @Test
  void reloadsAlsoWhereTheStateCannotBeSaved() throws Exception {
    ServerState nobody =
        new ServerState(folder.resolve("socket"), folder.resolve("state"), now::get);
    follower("true", Optional.of(nobody)).follow(members("pg1"));
    assertThat(log).hasSize(1).first().asString().contains("server state not saved (", "reloaded");
  }

  @Test
  void endsWhatAReloadThatTakesTooLongHasStarted() throws Exception {
    Path pipe = folder.resolve("pipe");
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    CompletableFuture<byte[]> held = CompletableFuture.supplyAsync(() -> read(pipe));
    Reload slow =
        new Reload("echo begun; sleep 3600 > %s & wait".formatted(pipe), Duration.ofSeconds(5));
    follower(slow, Optional.empty()).follow(members("pg1"));
    assertThat(log)
        .containsExactly(
            "members pg1_5432: not done, next try in 30 s: the reload command takes longer than"
                + " 5 s: begun");
    assertThat(held.get(60, TimeUnit.SECONDS)).isEmpty();
  }

  /** Returns when nobody has it open for writing any more. */
  private static byte[] read(Path pipe) {
    try {
      return Files.readAllBytes(pipe);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private String untilWell() {
    return "test -e " + well() + " || { echo why; exit 3; }";
  }

  private void becomeWell() throws IOException {
    Files.createFile(well());
    now.addAndGet(Duration.ofSeconds(30).toNanos());
  }

  private Path well() {
    return folder.resolve("well");
  }

  private Path reloads() {
    return folder.resolve("reloads");
  }

  private Follower follower(String reload) {
    return follower(reload, Optional.empty());
  }

  private Follower follower(String reload, Optional<ServerState> state) {
    return follower(new Reload(reload), state);
  }

  private Follower follower(Reload reload, Optional<ServerState> state) {
    return new Follower(FollowerTest::text, shelf, state, reload, log::add, now::get);
  }

  private static String text(Definition definition) {
    return String.join(
        " ", definition.members().stream().map(member -> member.postgres().host()).toList());
  }

  private static Definition members(String hosts) throws Exception {
    Config config = Config.of("jdbc:pgha://" + hosts + "/app", null);
    return Members.offline(config, SettingsReader.read(null, List.of()));
  }
}
