package io.pgha.proxy.watch;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.cluster.Deadline;
import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.ProxiedMember;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A file of HAProxy that follows the members of a cluster, and the HAProxy that reads it. Used by
 * one thread.
 */
public final class Follower {
  /** How long a reload may take, with what is done before it; the place has limits of its own. */
  public static final Duration PATIENCE = ServerState.PATIENCE.plus(Reload.PATIENCE);

  private static final Duration RETRY = Duration.ofSeconds(30);

  private final Function<Definition, String> emission;
  private final Place place;
  private final Optional<ServerState> state;
  private final Reload reload;
  private final Consumer<String> log;
  private final Ticker ticker;

  /** What was brought to the file last, or was tried to be. */
  private @Nullable Definition last;

  /** When to try again; null if that went well. */
  private @Nullable Deadline retry;

  /**
   * Whether HAProxy has the file as it is. Not known at first: whoever wrote it may have died
   * before the reload.
   */
  private boolean reloaded;

  /**
   * @param state empty if the file says nothing of a state to be kept
   * @param log takes a line for each change
   */
  public Follower(
      Function<Definition, String> emission,
      Place place,
      Optional<ServerState> state,
      Reload reload,
      Consumer<String> log,
      Ticker ticker) {
    this.emission = emission;
    this.place = place;
    this.state = state;
    this.reload = reload;
    this.log = log;
    this.ticker = ticker;
  }

  /** When to call again though nothing has changed; empty if there is no need to. */
  public Optional<Deadline> retry() {
    return Optional.ofNullable(retry);
  }

  /** Sees to it that the file is by this definition, and HAProxy has it. */
  public void follow(Definition next) throws InterruptedException {
    if (next.equals(last) && (retry == null || !retry.passed())) {
      return;
    }
    last = next;
    retry = null;
    try {
      String text = emission.apply(next);
      Optional<String> before = place.text();
      if (!before.equals(Optional.of(text))) {
        log.accept(members(next) + ": " + replace(before, text));
      } else if (!reloaded) {
        log.accept(members(next) + ": right already; " + reload());
      }
    } catch (ProblemException e) {
      retry = Deadline.after(ticker, RETRY);
      log.accept(
          "%s: not done, next try in %d s: %s"
              .formatted(members(next), RETRY.toSeconds(), oneLine(e.getMessage())));
    }
  }

  private static String members(Definition definition) {
    return definition.members().stream()
        .map(ProxiedMember::name)
        .collect(Collectors.joining(", ", "members ", ""));
  }

  private static String oneLine(@Nullable String message) {
    return String.valueOf(message).strip().replaceAll("\\s*\\R\\s*", " | ");
  }

  private String replace(Optional<String> before, String text) throws InterruptedException {
    String said = place.put(text);
    reloaded = false;
    try {
      return said + "; " + reload();
    } catch (ProblemException e) {
      place.putBack(before);
      throw e;
    }
  }

  private String reload() throws InterruptedException {
    String kept = keepState();
    reload.run();
    reloaded = true;
    return kept + "reloaded";
  }

  /** Better with an empty one than not at all. */
  private String keepState() {
    if (state.isEmpty()) {
      return "";
    }
    try {
      state.get().save();
      return "server state saved; ";
    } catch (IOException e) {
      return "server state not saved (%s); ".formatted(e.getMessage());
    }
  }
}
