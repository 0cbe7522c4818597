package io.pgha.driver.routing;

import io.pgha.driver.session.Opener;
import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import io.pgha.driver.session.StubConnection;
import io.pgha.driver.topology.Leader;
import io.pgha.driver.topology.Member;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * Opens sessions on stubs as the test says: one reply after the other for each member, the last one
 * again and again. A member without a reply cannot be reached. For one thread; any may read.
 */
final class ScriptedOpener implements Opener {
  /** What comes of asking a member for a session: whether it says that it is primary. */
  interface Reply {
    boolean primary() throws SQLException;
  }

  private final Map<String, Deque<Reply>> replies = new HashMap<>();
  private final List<String> asked = new CopyOnWriteArrayList<>();
  private final List<StubConnection> opened = new CopyOnWriteArrayList<>();
  private final List<Long> remaining = new ArrayList<>();

  static Reply primary() {
    return () -> true;
  }

  static Reply inRecovery() {
    return () -> false;
  }

  static Reply refuses(String state) {
    return () -> {
      throw new SQLException("refused for the test", state);
    };
  }

  static Reply unreachable() {
    return refuses("08001");
  }

  /** First does that. */
  static Reply after(Runnable action, Reply reply) {
    return () -> {
      action.run();
      return reply.primary();
    };
  }

  ScriptedOpener on(String member, Reply... inTurn) {
    replies.put(member, new ArrayDeque<>(List.of(inTurn)));
    return this;
  }

  @Override
  public Session open(Member member, Purpose purpose, @Nullable Leader term, long remainingNanos)
      throws SQLException {
    String name = Objects.requireNonNull(member.name());
    asked.add(name);
    remaining.add(remainingNanos);
    boolean primary = next(name).primary();
    StubConnection connection = new StubConnection();
    opened.add(connection);
    return new Session(member, purpose, connection.connection(), primary, term);
  }

  @Override
  public Session prove(Session early, @Nullable Leader term, long remainingNanos)
      throws SQLException {
    String name = Objects.requireNonNull(early.member().name());
    asked.add(name + " again");
    remaining.add(remainingNanos);
    boolean primary = next(name).primary();
    return new Session(early.member(), early.purpose(), early.connection(), primary, term);
  }

  private Reply next(String name) {
    Deque<Reply> left = replies.getOrDefault(name, new ArrayDeque<>(List.of(unreachable())));
    return left.size() > 1 ? left.removeFirst() : left.getFirst();
  }

  /** Names of the members, in the order in which they were asked. */
  List<String> asked() {
    return asked;
  }

  /** The connections that were opened, in order. */
  List<StubConnection> opened() {
    return opened;
  }

  /** How much time each attempt was given. */
  List<Long> remaining() {
    return remaining;
  }
}
