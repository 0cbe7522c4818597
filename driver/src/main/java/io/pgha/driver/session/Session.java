package io.pgha.driver.session;

import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.Member;
import io.pgha.driver.topology.View;
import java.io.IOException;
import java.net.Socket;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * One physical connection, opened for one purpose on one member, and never moved. Thread-safe:
 * {@link #markFenced} may be called by any thread.
 */
public final class Session {
  private final Member member;
  private final Purpose purpose;
  private final Connection connection;
  private final @Nullable Socket socket;
  private final boolean primary;

  private final long timeline;

  /** Set once, by whoever fences; read by the session's user after a failure. */
  private final AtomicBoolean fenced = new AtomicBoolean();

  /** One whose socket is not known. */
  public Session(
      Member member,
      Purpose purpose,
      Connection connection,
      boolean primary,
      @Nullable Leader term) {
    this(member, purpose, connection, /* socket= */ null, primary, term);
  }

  /**
   * @param socket what the connection runs over, below any TLS
   * @param primary what the session itself said: not in recovery
   * @param term the leader that the member was believed to be
   */
  public Session(
      Member member,
      Purpose purpose,
      Connection connection,
      @Nullable Socket socket,
      boolean primary,
      @Nullable Leader term) {
    this.member = member;
    this.purpose = purpose;
    this.connection = connection;
    this.socket = socket;
    this.primary = primary;
    this.timeline = term != null && term.api().equals(member.api()) ? term.timeline() : 0;
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

  public boolean fenced() {
    return fenced.get();
  }

  /** The leader has changed since: nothing more may be written here. */
  boolean outdated(View view) {
    Leader leader = view.leader();
    return leader != null
        && writesAsLeader()
        && (!leader.api().equals(member.api()) || isLaterTerm(leader));
  }

  private boolean writesAsLeader() {
    return primary && purpose.writesOnLeader();
  }

  private boolean isLaterTerm(Leader leader) {
    return timeline > 0 && leader.timeline() > timeline;
  }

  /**
   * Frees at once whoever is stuck in reading or writing on it. May block, as pgjdbc's part does
   * under TLS where the socket is not known.
   */
  void abort() throws SQLException, IOException {
    try {
      if (socket != null) {
        socket.close();
      }
    } finally {
      connection.abort(Runnable::run);
    }
  }

  /** Returns whether it was not before. */
  boolean markFenced() {
    return fenced.compareAndSet(false, true);
  }
}
