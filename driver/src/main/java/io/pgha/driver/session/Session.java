package io.pgha.driver.session;

import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.View;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One physical connection, opened for one purpose on one member, and never moved. Thread-safe:
 * {@link #markFenced} may be called by any thread.
 */
public final class Session {
  private final Member member;
  private final Purpose purpose;
  private final Connection connection;
  private final Wire wire;
  private final Duration stallTimeout;
  private final boolean primary;
  private final Activity activity = new Activity();

  private final long timeline;

  /** Set once, by whoever fences; read by the session's user after a failure. */
  private final AtomicReference<@Nullable Fence> fence = new AtomicReference<>();

  /** What {@link #activity} said last, and since when; written by the monitor thread. */
  private long sampledCall;

  private long sampledAt;

  /** Why a session was aborted by us. */
  public enum Fence {
    /** It writes, and another member leads, or the same one in a later term. */
    LEADER_CHANGED,
    /** Its member answers in no way. */
    MEMBER_DEAD,
    /** It reads, its member is down, and that is what {@code onMemberDown} says. */
    MEMBER_DOWN
  }

  /** One whose socket is not known, and whose stalls are not looked into. */
  public Session(
      Member member,
      Purpose purpose,
      Connection connection,
      boolean primary,
      @Nullable Leader term) {
    this(member, purpose, connection, Wire.unknown(), Duration.ZERO, primary, term);
  }

  /**
   * @param wire what the connection runs over
   * @param stallTimeout how long it may wait for its member before that is looked into, 0 for ever
   * @param primary what the session itself said: not in recovery
   * @param term the leader that the member was believed to be
   */
  public Session(
      Member member,
      Purpose purpose,
      Connection connection,
      Wire wire,
      Duration stallTimeout,
      boolean primary,
      @Nullable Leader term) {
    this.member = member;
    this.purpose = purpose;
    this.connection = connection;
    this.wire = wire;
    this.stallTimeout = stallTimeout;
    this.primary = primary;
    this.timeline = term != null && term.api().equals(member.api()) ? term.timeline() : 0;
  }

  /** The same connection, which takes the place of this one. */
  Session in(@Nullable Leader term, boolean saysPrimary) {
    return new Session(member, purpose, connection, wire, stallTimeout, saysPrimary, term);
  }

  public Member member() {
    return member;
  }

  public Purpose purpose() {
    return purpose;
  }

  public Connection connection() {
    return connection;
  }

  /** What the session itself said when it was opened: not in recovery. */
  public boolean primary() {
    return primary;
  }

  /** The timeline on which it may write as leader; 0 if that is not known. */
  public long timeline() {
    return timeline;
  }

  /** Aborted by us, or about to be. */
  public boolean fenced() {
    return fence.get() != null;
  }

  /** Why it was; null if it was not. */
  public @Nullable Fence fence() {
    return fence.get();
  }

  /** To be told when something is sent to the member, and when the answer is there. */
  public Activity activity() {
    return activity;
  }

  /** It has waited for its member for longer than it should without a look. */
  boolean stalled(long now) {
    long call = activity.call();
    if (call != sampledCall) {
      sampledCall = call;
      sampledAt = now;
    }
    return call != 0 && !stallTimeout.isZero() && now - sampledAt >= stallTimeout.toNanos();
  }

  /** Whether the PostgreSQL of its member answers on another connection. Blocks. */
  public boolean memberAnswers(Duration timeout) {
    return wire.answers(member.postgres(), timeout);
  }

  /** The leader has changed since: nothing more may be written here. */
  boolean outdated(View view) {
    Leader leader = view.leader();
    return leader != null && writesAsLeader() && (!isOn(view, leader) || isLaterTerm(leader));
  }

  private boolean writesAsLeader() {
    return primary && !purpose.readOnly();
  }

  /** Under whatever address: discovery may have learnt another one. */
  private boolean isOn(View view, Leader leader) {
    return leader.api().equals(member.api())
        || view.leaderMember()
            .map(seen -> seen.member().name())
            .filter(name -> name.equals(member.name()))
            .isPresent();
  }

  private boolean isLaterTerm(Leader leader) {
    return timeline > 0 && leader.timeline() > timeline;
  }

  /**
   * Frees at once whoever is stuck in reading or writing on it, and then aborts what is above the
   * socket, as {@link Connection#abort} does. That part may block under TLS where the socket is not
   * known.
   */
  public void abort(Executor executor) throws SQLException {
    closeSocket();
    connection.abort(executor);
  }

  /** Closes one that is of no use; what comes of that says nothing of its member. */
  public void discard() {
    try {
      connection.close();
    } catch (SQLException e) {
      closeSocket();
    }
  }

  void closeSocket() {
    try {
      wire.close();
    } catch (IOException e) {
      // A socket that cannot be closed is one that is gone.
    }
  }

  /** Returns whether it was not before. */
  boolean markFenced(Fence reason) {
    return fence.compareAndSet(null, reason);
  }
}
