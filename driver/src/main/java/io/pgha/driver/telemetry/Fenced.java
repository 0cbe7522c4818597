package io.pgha.driver.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** Sessions on one member were aborted. */
@Name("io.pgha.Fenced")
@Label("Fenced")
@Description("Sessions on one member were aborted")
@Category("pgha")
@StackTrace(false)
final class Fenced extends Event {
  @Label("Cluster")
  @Nullable String cluster;

  @Label("Member")
  @Nullable String member;

  @Label("Sessions")
  int sessions;

  @Label("Reason")
  @Nullable String reason;
}
