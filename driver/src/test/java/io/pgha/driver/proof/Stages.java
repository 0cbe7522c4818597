package io.pgha.driver.proof;

import io.pgha.driver.proof.ViewLog.Seen;
import io.pgha.driver.topology.MemberView;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/**
 * The times between a cluster that takes writes again and an application that writes again, for one
 * writer in one race; all of {@link System#nanoTime}.
 *
 * @param writable a control client had its first write acknowledged
 * @param asked the member's last answer that did not let sessions be opened there yet
 * @param known the first view that did
 * @param connected the writer had its connection; before that where its session was opened ahead
 * @param written its first write was acknowledged
 */
record Stages(long writable, long asked, long known, long connected, long written) {

  /**
   * @param struck when the fault did
   * @param leader the address of its PostgreSQL, when all was over
   */
  static List<Stages> of(
      long struck, String leader, Collection<Operation> operations, List<Seen> views) {
    List<Operation> there =
        operations.stream()
            .filter(each -> each.acknowledged() && leader.equals(each.server()))
            .toList();
    long writable = firstAfterGap(struck, of(there, Traffic.CONTROL)).ended();
    Seen known =
        views.stream()
            .filter(each -> each.at() > struck && isReady(each, leader))
            .findFirst()
            .orElseThrow();
    long asked = lastAnswerBefore(known, leader, views);
    return of(there, Traffic.ONE).stream()
        .map(Operation::client)
        .distinct()
        .map(client -> firstAfterGap(struck, those(there, client::equals)))
        .map(first -> new Stages(writable, asked, known.at(), first.begun(), first.ended()))
        .toList();
  }

  private static List<Operation> of(List<Operation> all, String prefix) {
    return those(all, client -> client.startsWith(prefix));
  }

  private static List<Operation> those(List<Operation> all, Predicate<String> client) {
    return all.stream().filter(each -> client.test(each.client())).toList();
  }

  /** The one that ended the longest time without any. */
  private static Operation firstAfterGap(long struck, List<Operation> operations) {
    Operation found = operations.get(0);
    long last = struck;
    long longest = -1;
    for (Operation each : operations) {
      if (each.ended() - last > longest && each.ended() > struck) {
        longest = each.ended() - last;
        found = each;
      }
      last = Math.max(last, each.ended());
    }
    return found;
  }

  /** Whether a view lets sessions be opened there. */
  static boolean isReady(Seen seen, String leader) {
    return seen.view().readyLeader().filter(each -> isAt(each, leader)).isPresent();
  }

  private static boolean isAt(MemberView member, String host) {
    return member.member().postgres().host().equals(host);
  }

  private static long lastAnswerBefore(Seen known, String leader, List<Seen> views) {
    long answered = known.at();
    long round = -1;
    for (Seen each : views.subList(0, views.indexOf(known))) {
      if (round(each, leader) > round) {
        round = round(each, leader);
        answered = each.at();
      }
    }
    return answered;
  }

  private static long round(Seen seen, String host) {
    return seen.view().members().stream()
        .filter(each -> isAt(each, host))
        .mapToLong(MemberView::round)
        .findFirst()
        .orElse(-1);
  }
}
