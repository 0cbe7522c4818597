package io.pgha.proxy;

import com.github.benmanes.caffeine.cache.Ticker;
import io.pgha.driver.cluster.Deadline;
import io.pgha.driver.topology.MemberView;
import io.pgha.driver.topology.View;
import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.Settings;
import io.pgha.proxy.emit.HaproxyProfile;
import io.pgha.proxy.emit.SyntaxCheck;
import io.pgha.proxy.live.Bell;
import io.pgha.proxy.live.Ending;
import io.pgha.proxy.live.LiveCluster;
import io.pgha.proxy.live.LiveMembers;
import io.pgha.proxy.watch.Follower;
import io.pgha.proxy.watch.Reload;
import io.pgha.proxy.watch.ServerState;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code pgha watch}: filled by picocli. */
@Command(
    name = "watch",
    description = {
      "Writes the configuration of HAProxy again whenever members come or go, and has it reloaded.",
      "A file that HAProxy would refuse is not installed; after a reload that fails the old one"
          + " comes back, and it is tried again later.",
      "Exit status: 0 by SIGTERM, 2 for wrong input or when nobody answers at the start, 70 when"
          + " the command itself fails."
    },
    mixinStandardHelpOptions = true)
final class WatchCommand implements Callable<Integer> {
  /** The look of HAProxy at the file, the reload, and all that takes no time worth a limit. */
  private static final Duration FOLLOWING =
      SyntaxCheck.PATIENCE.plus(Follower.PATIENCE).plusSeconds(15);

  @Mixin private ClusterOptions cluster = new ClusterOptions();
  @Mixin private OutputOptions output = new OutputOptions();
  @Spec private CommandSpec spec = CommandSpec.create();

  @Option(
      names = "--profile",
      description = "${COMPLETION-CANDIDATES}; without it ${DEFAULT-VALUE}.")
  private HaproxyProfile profile = HaproxyProfile.DEFAULT;

  @Option(
      names = "--reload",
      required = true,
      paramLabel = "COMMAND",
      description = "Has HAProxy read the file, such as \"systemctl reload haproxy\".")
  private String reload = "";

  @Override
  public Integer call() throws SQLException, InterruptedException {
    Path file = output.output();
    if (file == null) {
      throw new ProblemException("--output is missing: the file that HAProxy reads");
    }
    Settings settings = cluster.settings();
    Bell bell = new Bell();
    try (LiveCluster live = cluster.live()) {
      live.awaitMembers();
      follow(live, settings, follower(file, settings), bell);
    }
    return 0;
  }

  private Follower follower(Path file, Settings settings) {
    return new Follower(
        new HaproxyEmission(profile, cluster.given(), output.template())::text,
        new InstalledFile(file, output),
        state(settings),
        new Reload(reload),
        this::log,
        Ticker.systemTicker());
  }

  /** The article has none. */
  private Optional<ServerState> state(Settings settings) {
    return Optional.of(settings.process())
        .filter(process -> profile == HaproxyProfile.DEFAULT)
        .map(
            process ->
                new ServerState(
                    Path.of(process.socket()),
                    Path.of(process.stateFile()),
                    Ticker.systemTicker()));
  }

  private void log(String line) {
    spec.commandLine().getOut().println(line);
    spec.commandLine().getOut().flush();
  }

  private static void follow(LiveCluster live, Settings settings, Follower follower, Bell bell)
      throws InterruptedException {
    Ending ending = Ending.bySignal(bell, FOLLOWING);
    live.cluster().onView(view -> bell.ring());
    try {
      while (!ending.asked()) {
        View view = live.cluster().view();
        if (tellsAll(live, view)) {
          follower.follow(LiveMembers.of(live, settings, view));
        }
        await(bell, follower.retry());
      }
    } finally {
      ending.over();
    }
  }

  /**
   * While nobody leads it is not known whether this is a standby cluster; and where tags rank the
   * members, one that never answered would be ranked wrong, and again when it does.
   */
  private static boolean tellsAll(LiveCluster live, View view) {
    boolean ranked = !live.config().routing().preferTags().isEmpty();
    return view.members().stream().allMatch(ranked ? WatchCommand::told : MemberView::polled)
        && (view.readyLeader().isPresent() || view.standbyLeader().isPresent());
  }

  private static boolean told(MemberView seen) {
    return seen.status() != null;
  }

  private static void await(Bell bell, Optional<Deadline> retry) throws InterruptedException {
    if (retry.isPresent()) {
      bell.await(retry.get());
    } else {
      bell.await();
    }
  }
}
