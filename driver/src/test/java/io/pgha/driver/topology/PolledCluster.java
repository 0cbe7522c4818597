package io.pgha.driver.topology;

import io.pgha.driver.config.HostPort;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** A cluster of members {@code pg1}, {@code pg2} … as the test says that polls find it. */
public final class PolledCluster {
  private View view;
  private long round = 1;

  private PolledCluster(View view) {
    this.view = view;
  }

  /** Whose seeds these are; nobody was asked yet. */
  public static PolledCluster of(String... names) {
    return new PolledCluster(
        View.initial(Arrays.stream(names).map(PolledCluster::member).toList(), List.of()));
  }

  /** Of which only APIs are known that can name the members. */
  public static PolledCluster ofContacts(String... names) {
    return new PolledCluster(
        View.initial(List.of(), Arrays.stream(names).map(PolledCluster::member).toList()));
  }

  public static Member member(String name) {
    return new Member(name, new HostPort(name, 5432), api(name), /* seed= */ true);
  }

  public static URI api(String name) {
    return URI.create("http://" + name + ":8008");
  }

  public PolledCluster answers(String name, StatusBuilder status) {
    return answersAs(name, name, status);
  }

  /** Behind the address of one there is another. */
  public PolledCluster answersAs(String other, String name, StatusBuilder status) {
    return told(Observation.answer(api(name), round, status.named(other)));
  }

  public PolledCluster silent(String name) {
    return told(Observation.noAnswer(api(name), round, "no answer from " + name));
  }

  private PolledCluster told(Observation observation) {
    view = TopologyRules.observe(view, observation);
    return this;
  }

  /** Patroni names these beside the seeds. */
  public PolledCluster discovered(String... names) {
    Stream<Member> found =
        Arrays.stream(names)
            .map(name -> new Member(name, new HostPort(name, 5432), api(name), /* seed= */ false));
    Stream<Member> seeds = view.members().stream().map(MemberView::member).filter(Member::seed);
    view = TopologyRules.replaceMembers(view, Stream.concat(seeds, found).toList());
    return this;
  }

  public PolledCluster nextRound() {
    round++;
    return this;
  }

  public PolledCluster settled() {
    view = TopologyRules.settle(view);
    return this;
  }

  public View view() {
    return view;
  }
}
