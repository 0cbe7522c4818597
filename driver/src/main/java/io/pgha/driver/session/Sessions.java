package io.pgha.driver.session;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.RemovalCause;
import io.pgha.driver.log.Log;
import io.pgha.driver.session.Session.Fence;
import io.pgha.driver.topology.View;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The open sessions of one cluster, by all its users in this JVM. Thread-safe.
 *
 * <p>It holds them weakly: a connection that an application forgot to close stays collectable, so
 * that pgjdbc's own cleaner can close it.
 */
public final class Sessions {
  /** By API; members without a session are not in it. */
  private final ConcurrentHashMap<URI, Integer> counts = new ConcurrentHashMap<>();

  /** By API: how many were ever opened there. */
  private final ConcurrentHashMap<URI, Long> opened = new ConcurrentHashMap<>();

  private final Cache<Session, URI> open =
      Caffeine.newBuilder()
          .weakKeys()
          .executor(Runnable::run)
          .removalListener(this::uncount)
          .build();

  private final Executor aborter;

  /**
   * None yet.
   *
   * @param aborter runs {@link Session#abort}, which may block; never the monitor's own thread
   */
  public Sessions(Executor aborter) {
    this.aborter = aborter;
  }

  private void uncount(@Nullable Session session, @Nullable URI api, RemovalCause cause) {
    if (api != null) {
      counts.computeIfPresent(api, (same, count) -> count == 1 ? null : count - 1);
    }
  }

  public void add(Session session) {
    URI api = session.member().api();
    if (open.asMap().putIfAbsent(session, api) == null) {
      counts.merge(api, 1, Integer::sum);
      opened.merge(api, 1L, Long::sum);
    }
  }

  public void remove(Session session) {
    open.invalidate(session);
  }

  /** How many are open on this member. */
  public int count(URI api) {
    return counts.getOrDefault(api, 0);
  }

  /** How many were opened on this member so far: where this grows, PostgreSQL is alive. */
  public long opened(URI api) {
    return opened.getOrDefault(api, 0L);
  }

  /**
   * Aborts every session for writing that belongs to an earlier leader than this view's.
   *
   * @return those that were not fenced before
   */
  public List<Session> fence(View view) {
    return fenceAll(session -> session.outdated(view), Fence.LEADER_CHANGED);
  }

  /** Aborts every session on a member that is dead. */
  public List<Session> abandon(URI api) {
    return fenceAll(session -> session.member().api().equals(api), Fence.MEMBER_DEAD);
  }

  /** From the mark on nothing starts on a session; so all are marked before one is aborted. */
  private List<Session> fenceAll(Predicate<Session> which, Fence reason) {
    List<Session> marked =
        open.asMap().keySet().stream()
            .filter(which)
            .filter(session -> session.markFenced(reason))
            .toList();
    marked.forEach(this::abortSoon);
    return marked;
  }

  /** Those that have waited for their member for too long; to be asked by the monitor thread. */
  public List<Session> stalled(long now) {
    return open.asMap().keySet().stream()
        .filter(session -> session.stalled(now) && !session.fenced())
        .toList();
  }

  /** Aborts this session if the leader it was opened on has changed; says whether it did. */
  public boolean fenceIfOutdated(Session session, View view) {
    if (session.outdated(view)) {
      fence(session, Fence.LEADER_CHANGED);
    }
    return session.fenced();
  }

  /** Aborts this session, whatever it is doing; returns whether it was not before. */
  public boolean fence(Session session, Fence reason) {
    boolean first = session.markFenced(reason);
    if (first) {
      abortSoon(session);
    }
    return first;
  }

  private void abortSoon(Session session) {
    try {
      aborter.execute(() -> abort(session));
    } catch (RejectedExecutionException e) {
      warn(session, e);
    } catch (OutOfMemoryError e) {
      // No thread can be had. Closing a socket takes none, and frees the session's user.
      session.closeSocket();
    }
  }

  private static void abort(Session session) {
    try {
      session.abort(Runnable::run);
    } catch (SQLException | RuntimeException e) {
      warn(session, e);
    }
  }

  private static void warn(Session session, Exception e) {
    Log.line(Level.WARNING, "Aborting a session on " + session.member() + " failed", e);
  }
}
