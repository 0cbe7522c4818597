package io.pgha.demo;

import io.pgha.testkit.Member;
import io.pgha.testkit.PatroniCluster;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/** Runs the demo. Exits with 0 if routing was right throughout, else with 1. */
public final class Demo {
  private static final Logger LOG = System.getLogger("io.pgha.demo");
  private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

  private final Terminal terminal = Terminal.stdout();
  private final DriverLog log = DriverLog.open();
  private final Recorder recorder;
  private final Screen screen;

  /** Written by the demo's thread, read by the shutdown hook. */
  private volatile boolean over;

  private Demo() {
    long start = System.nanoTime();
    recorder = new Recorder(() -> System.nanoTime() - start);
    screen = new Screen(terminal, recorder);
  }

  /** Takes no arguments. */
  public static void main(String[] arguments) {
    Demo demo = new Demo();
    Runtime.getRuntime().addShutdownHook(new Thread(demo::stopped, "stopped"));
    System.exit(demo.run() ? 0 : 1);
  }

  /** The testkit's own hook removes the cluster meanwhile. */
  private void stopped() {
    if (!over) {
      terminal.end("Stopped; the cluster is being removed.");
      log.delete();
    }
  }

  private boolean run() {
    boolean right = false;
    screen.print(Legend.INTRODUCTION);
    screen.doing("Starting etcd, where the Patronis agree, and three members (about 10 s)");
    try (PatroniCluster cluster =
        PatroniCluster.builder().configure("synchronous_mode", true).start()) {
      right = play(cluster);
      screen.doing("Stopping and removing the cluster");
    } catch (RuntimeException | SQLException e) {
      LOG.log(Level.ERROR, "The demo could not go on", e);
      screen.print(List.of("", "The demo could not go on: " + e.getMessage()));
    }
    screen.close();
    finish(right);
    return right;
  }

  private void finish(boolean right) {
    over = true;
    String end = "Everything is stopped and removed, after " + recorder.now() / SECOND + " s";
    if (right) {
      log.delete();
      screen.title("Routing was right throughout. " + end + ".");
    } else {
      screen.title("It was NOT right, as said above. " + end + ".");
      screen.print(List.of("Logs of the driver and of the members are kept: " + log.folder()));
    }
  }

  private boolean play(PatroniCluster cluster) throws SQLException {
    boolean right = false;
    try {
      List<Event> events = perform(cluster);
      Verdict verdict = judge(cluster, events);
      show(events, verdict);
      right = verdict.right();
      return right;
    } finally {
      if (!right) {
        cluster.saveLogs(log.folder());
      }
    }
  }

  private List<Event> perform(PatroniCluster cluster) throws SQLException {
    screen.print(Legend.application(Pools.url(cluster)));
    screen.doing("Starting the application");
    try (Lookout lookout = new Lookout(cluster.members());
        Workload workload = new Workload(cluster, recorder)) {
      workload.start();
      screen.watch(lookout);
      List<Event> events = new Director(cluster, recorder, screen).run(new Script(cluster).steps());
      screen.watch(null);
      screen.doing("Stopping the application");
      return events;
    }
  }

  private Verdict judge(PatroniCluster cluster, List<Event> events) {
    screen.doing("Asking the leader which rows it has");
    Member leader = cluster.awaitLeader();
    Set<Long> ids =
        leader
            .sql("select id from " + Workload.TABLE)
            .lines()
            .map(Long::valueOf)
            .collect(Collectors.toSet());
    return new Verdict(recorder.all(), events, ids, leader.name());
  }

  private void show(List<Event> events, Verdict verdict) {
    Summary summary = new Summary(recorder.all(), events);
    screen.title("What the application saw");
    screen.print(summary.table());
    screen.print(Legend.TABLE);
    screen.print(summary.errors());
    screen.title("Was it right?");
    screen.findings(verdict.findings());
  }
}
