package io.pgha.benchmarks.fleet;

import io.pgha.testkit.Member;
import java.time.Duration;
import java.util.Collection;

/** What the processors of this machine did for members' Patroni, without their PostgreSQL. */
final class Processor {
  private Processor() {}

  /** How long so far, for all of them together. */
  static Duration used(Collection<Member> members) {
    return members.stream().map(Processor::used).reduce(Duration.ZERO, Duration::plus);
  }

  private static Duration used(Member member) {
    String file = "/" + member.name() + "/patroni.yml";
    return ProcessHandle.current()
        .children()
        .map(ProcessHandle::info)
        .filter(info -> info.commandLine().filter(line -> line.contains(file)).isPresent())
        .findFirst()
        .flatMap(ProcessHandle.Info::totalCpuDuration)
        .orElseThrow(() -> new IllegalStateException("No process of Patroni has the file " + file));
  }
}
