package io.pgha.benchmarks.fleet;

import io.pgha.benchmarks.report.Goal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.function.IntPredicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Judges a run by what it is to cost; what was not measured in it is not judged. */
final class Goals {
  private static final double CAPACITY_PERCENT = 10;
  private static final double OTHERS_MILLIS = 100;
  private static final int FEW = 10;
  private static final double FEW_MILLIS = 100;
  private static final double MANY_MILLIS = 3_000;
  private static final double NEARLY_ALL = 0.99;
  private static final String SIMULATED = "simulated";

  private final List<RealRun> real;
  private final List<SimulatedRun> simulated;
  private final List<Goal> judged = new ArrayList<>();

  private Goals(List<RealRun> real, List<SimulatedRun> simulated) {
    this.real = real;
    this.simulated = simulated;
  }

  static List<Goal> judge(List<RealRun> real, List<SimulatedRun> simulated) {
    return new Goals(real, simulated).judge();
  }

  private List<Goal> judge() {
    simulated(Situation.STEADY, jvms -> jvms == 1_000)
        .forEach(run -> capacity(run, "in steady state"));
    simulated(Situation.QUIET, jvms -> jvms == 1_000)
        .forEach(run -> capacity(run, "when nothing has happened for minutes"));
    real.stream().filter(run -> run.jvms() <= FEW).forEach(this::few);
    simulated(Situation.FAILOVER, jvms -> jvms <= FEW)
        .forEach(run -> knowing(run.jvms(), SIMULATED, run.learnt(), FEW_MILLIS));
    simulated(Situation.FAILOVER, jvms -> jvms == 1_000)
        .forEach(run -> knowing(run.jvms(), SIMULATED, run.learnt(), MANY_MILLIS));
    simulated(Situation.FAILOVER, jvms -> jvms == 10_000)
        .forEach(run -> others(run, "in a failover"));
    simulated(Situation.START, jvms -> jvms == 10_000)
        .forEach(run -> others(run, "when all start at once"));
    race(simulated(Situation.FAILOVER, jvms -> true).toList());
    return List.copyOf(judged);
  }

  private Stream<SimulatedRun> simulated(Situation situation, IntPredicate jvms) {
    return simulated.stream()
        .filter(run -> run.situation().equals(situation.word()) && jvms.test(run.jvms()));
  }

  private void few(RealRun run) {
    if (run.learnt() != null) {
      knowing(run.jvms(), run.tls() ? "real, https" : "real, http", run.learnt(), FEW_MILLIS);
    }
  }

  private void capacity(SimulatedRun run, String when) {
    judged.add(
        new Goal(
            text(
                "at most %.0f %% of a member's API at %,d JVMs, %s",
                CAPACITY_PERCENT, run.jvms(), when),
            text("%.1f %%", run.busyPercent()),
            run.busyPercent() <= CAPACITY_PERCENT));
  }

  private void knowing(int jvms, String how, @Nullable Knowing learnt, double most) {
    OptionalDouble millis = learnt == null ? OptionalDouble.empty() : learnt.millis(NEARLY_ALL);
    judged.add(
        new Goal(
            text("99 %% of %,d JVMs know the new leader within %,.0f ms (%s)", jvms, most, how),
            millis.isPresent() ? text("%,.1f ms", millis.getAsDouble()) : "never",
            millis.isPresent() && millis.getAsDouble() <= most));
  }

  private void others(SimulatedRun run, String when) {
    judged.add(
        new Goal(
            text(
                "others wait at most %.0f ms (99 %%) at %,d JVMs, %s",
                OTHERS_MILLIS, run.jvms(), when),
            text("%,.1f ms, %,.1f ms in the median", run.others().p99(), run.others().median()),
            run.others().p99() <= OTHERS_MILLIS));
  }

  private void race(List<SimulatedRun> failovers) {
    if (failovers.isEmpty()) {
      return;
    }
    int timeouts = failovers.stream().mapToInt(SimulatedRun::patroniTimeouts).sum();
    judged.add(
        new Goal(
            "Patroni's own race for the lock is not starved, at any size",
            text("%d of its requests were not answered in time", timeouts),
            timeouts == 0));
  }

  private static String text(String format, Object... arguments) {
    return String.format(Locale.ROOT, format, arguments);
  }
}
