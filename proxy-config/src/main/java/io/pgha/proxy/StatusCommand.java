package io.pgha.proxy;

import io.pgha.proxy.live.Bell;
import io.pgha.proxy.live.Ending;
import io.pgha.proxy.live.LiveCluster;
import io.pgha.proxy.status.ClusterReport;
import io.pgha.proxy.status.JsonText;
import io.pgha.proxy.status.TableText;
import java.io.PrintWriter;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pgha status}: filled by picocli. */
@Command(
    name = "status",
    description = {
      "Shows the cluster as the driver sees it, and where a write and a read would go now.",
      "Exit status: 0 when a write has a member to go to, 1 when not, 2 for wrong input or when"
          + " nobody answers, 70 when the command itself fails."
    },
    mixinStandardHelpOptions = true)
final class StatusCommand implements Callable<Integer> {
  private static final int NO_WRITES = 1;
  private static final Duration PRINTING = Duration.ofSeconds(20);

  @Parameters(paramLabel = "URL", description = "jdbc:pgha://host[:port],…/database?name=value&…")
  private String url = "";

  @Option(
      names = "--watch",
      description = "Again at every change, until Ctrl-C (which is exit status 0).")
  private boolean watch;

  @Option(names = "--json", description = "One JSON object, on one line.")
  private boolean json;

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public Integer call() throws SQLException, InterruptedException {
    try (LiveCluster live = new LiveCluster(url)) {
      live.awaitAnswers();
      ClusterReport report = ClusterReport.of(live);
      print(report);
      if (watch) {
        follow(live, report);
        return 0;
      }
      return report.write().possible() ? 0 : NO_WRITES;
    }
  }

  private void print(ClusterReport report) {
    out().print(json ? JsonText.of(report) + "\n" : TableText.of(report));
    out().flush();
  }

  private PrintWriter out() {
    return spec.commandLine().getOut();
  }

  private void follow(LiveCluster live, ClusterReport first) throws InterruptedException {
    Bell bell = new Bell();
    Ending ending = Ending.bySignal(bell, PRINTING);
    live.cluster().onView(view -> bell.ring());
    ClusterReport last = first;
    try {
      // Nobody reads any more, as after "| head", is the other way to end.
      while (!ending.asked() && !out().checkError()) {
        bell.await();
        last = printIfNews(ClusterReport.of(live), last);
      }
    } finally {
      ending.over();
    }
  }

  private ClusterReport printIfNews(ClusterReport next, ClusterReport last) {
    if (next.calm().equals(last.calm())) {
      return last;
    }
    if (!json) {
      out().println();
    }
    print(next);
    return next;
  }
}
