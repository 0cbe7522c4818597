package io.pgha.driver.cluster;

import io.pgha.driver.session.Session;
import io.pgha.driver.session.Sessions;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Finds members that have vanished without a word: a session waits and waits, as on a frozen host
 * or behind a pulled cable, where no connection ever fails.
 *
 * <p>That a statement takes long says nothing. It only makes us look: first at the member's REST
 * API, and if that does not answer at its PostgreSQL, on a connection of its own that asks for one
 * byte and does not log in. Either answer is a sign of life, and then a query may take as long as
 * it likes. A member is dead when PostgreSQL did not answer several times in a row and the API not
 * at all meanwhile.
 *
 * <p>Owned by the monitor thread.
 */
final class StallWatch {
  /** For sampling what the sessions do. */
  private static final Duration INTERVAL = Duration.ofMillis(500);

  /** What a PostgreSQL has for connecting, and again for answering. */
  private static final Duration HANDSHAKE_TIMEOUT = Duration.ofMillis(750);

  /** While PostgreSQL answers and the API does not, how often it is asked. */
  private static final Duration ALIVE_INTERVAL = Duration.ofSeconds(5);

  private static final int ATTEMPTS = 3;

  private final Sessions sessions;
  private final Executor blocking;
  private final Map<URI, Look> looks = new HashMap<>();
  private long nextAt;

  /**
   * @param blocking runs what waits for a socket
   */
  StallWatch(Sessions sessions, Executor blocking) {
    this.sessions = sessions;
    this.blocking = blocking;
  }

  /** How things stand with a member that a session waits for. */
  private static final class Look {
    private final long round;
    private long dueAt;
    private int failures;
    private boolean asking;

    private Look(long round, long dueAt) {
      this.round = round;
      this.dueAt = dueAt;
    }
  }

  /** What came of a sample. */
  interface Findings {
    /** Somebody waits for a member that was not looked at since: its API should be asked soon. */
    void stalled();

    /** These sessions were on a member that answers in no way. */
    void dead(List<Session> aborted);
  }

  /** When {@link #check} is worth a call. */
  long nextAt() {
    return nextAt;
  }

  /**
   * Samples the sessions if it is time.
   *
   * @param round of the polls that were started last
   * @param inbox takes what comes later, to be run by the monitor thread
   */
  void check(View view, long round, long now, Consumer<Runnable> inbox, Findings findings) {
    if (now < nextAt) {
      return;
    }
    nextAt = now + INTERVAL.toNanos();
    Map<URI, Session> waiting = new HashMap<>();
    sessions.stalled(now).forEach(session -> waiting.put(session.member().api(), session));
    looks.keySet().retainAll(waiting.keySet());
    waiting.forEach(
        (api, session) -> {
          Look look = looks.get(api);
          if (look == null) {
            looks.put(api, new Look(round, nextAt));
            findings.stalled();
          } else if (answersSince(view, api, look)) {
            look.failures = 0;
          } else if (look.failures >= ATTEMPTS) {
            looks.remove(api);
            findings.dead(sessions.abandon(api));
          } else if (!look.asking && now >= look.dueAt) {
            ask(session, look, now, inbox);
          }
        });
  }

  private static boolean answersSince(View view, URI api, Look look) {
    return view.member(api)
        .filter(MemberView::answering)
        .filter(seen -> seen.round() > look.round)
        .isPresent();
  }

  private void ask(Session session, Look look, long now, Consumer<Runnable> inbox) {
    // A refusal comes at once, and is not to count as several.
    look.dueAt = now + INTERVAL.toNanos();
    try {
      blocking.execute(
          () -> {
            boolean answers = answers(session);
            inbox.accept(() -> asked(look, answers));
          });
      look.asking = true;
    } catch (RejectedExecutionException e) {
      // The cluster is not watched any more, and nor are its sessions.
    }
  }

  /** What cannot be found out is no reason to abort anything. */
  private static boolean answers(Session session) {
    try {
      return session.memberAnswers(HANDSHAKE_TIMEOUT);
    } catch (RuntimeException e) {
      return true;
    }
  }

  private void asked(Look look, boolean answers) {
    look.asking = false;
    if (answers) {
      look.failures = 0;
      look.dueAt = nextAt + ALIVE_INTERVAL.toNanos();
    } else {
      look.failures++;
      // The next attempt, or the verdict, is not to wait for the next sample.
      nextAt = look.dueAt;
    }
  }
}
