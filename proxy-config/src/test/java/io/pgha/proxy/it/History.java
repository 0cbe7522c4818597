package io.pgha.proxy.it;

import io.pgha.proxy.it.Operation.Outcome;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** What one client did, in order. Written by its thread, read by all. */
final class History {
  private final List<Operation> operations = new CopyOnWriteArrayList<>();

  void add(Operation operation) {
    operations.add(operation);
  }

  /** The longest time between two services in a row, of those that ended after this. */
  Duration longestGap(long from) {
    long longest = 0;
    Operation last = null;
    for (Operation next : operations) {
      if (next.served()) {
        if (last != null && next.ended() >= from) {
          longest = Math.max(longest, next.ended() - last.ended());
        }
        last = next;
      }
    }
    return Duration.ofNanos(longest);
  }

  long misrouted() {
    return operations.stream().filter(each -> each.outcome() == Outcome.MISROUTED).count();
  }

  /** Whether it is served, and was without a failure for so long, all of it after this. */
  boolean isWell(long from, Duration length) {
    List<Operation> since = operations.stream().filter(each -> each.began() >= from).toList();
    if (since.isEmpty() || !since.get(since.size() - 1).served()) {
      return false;
    }
    long begin = since.get(since.size() - 1).ended() - length.toNanos();
    return since.get(0).began() <= begin
        && since.stream().filter(each -> each.ended() >= begin).allMatch(Operation::served);
  }

  /** Whether the last of what began after this was served by a replica. */
  boolean isOnReplica(long from) {
    List<Operation> since = operations.stream().filter(each -> each.began() >= from).toList();
    return !since.isEmpty() && since.get(since.size() - 1).outcome() == Outcome.ON_REPLICA;
  }
}
