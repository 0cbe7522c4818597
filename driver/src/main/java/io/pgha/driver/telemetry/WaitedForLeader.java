package io.pgha.driver.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** A connect for writing waited, as there was no leader to try. */
@Name("io.pgha.WaitedForLeader")
@Label("Waited For Leader")
@Description("A connect for writing waited, as there was no leader to try")
@Category("pgha")
@StackTrace(false)
final class WaitedForLeader extends Event {
  @Label("Cluster")
  @Nullable String cluster;

  @Label("Outcome")
  @Description("opened, or the SQLSTATE of the failure")
  @Nullable String outcome;
}
