package io.pgha.driver.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** The leader, its timeline, or how many members answer is another than before. */
@Name("io.pgha.ViewChanged")
@Label("View Changed")
@Description("Another leader, timeline, or number of answering members")
@Category("pgha")
@StackTrace(false)
final class ViewChanged extends Event {
  @Label("Cluster")
  @Nullable String cluster;

  @Label("Sequence")
  @Description("Grows with each view of the cluster")
  long sequence;

  @Label("Leader")
  @Nullable String leader;

  @Label("Leader State")
  @Description("ready, not ready, assumed (no member answers) or none")
  @Nullable String leaderState;

  @Label("Timeline")
  @Description("Of the leader, 0 while it is not known")
  long timeline;

  @Label("Members Answering")
  int answering;

  @Label("Members")
  int members;
}
