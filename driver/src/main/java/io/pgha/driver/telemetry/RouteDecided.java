package io.pgha.driver.telemetry;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/** A search for a member to open a session on, from its beginning to its end. */
@Name("io.pgha.RouteDecided")
@Label("Route Decided")
@Description("A search for a member to open a session on, from its beginning to its end")
@Category("pgha")
@StackTrace(false)
final class RouteDecided extends Event {
  @Label("Cluster")
  @Nullable String cluster;

  @Label("Purpose")
  @Description("Which members may serve the session")
  @Nullable String purpose;

  @Label("Read-Only")
  boolean readOnly;

  @Label("Member")
  @Description("Null if no session was opened")
  @Nullable String member;

  @Label("Role")
  @Description("What the session says of itself: primary or replica")
  @Nullable String role;

  @Label("Waited")
  @Description("How long, since there was no member left to try for the first time")
  @Timespan(Timespan.NANOSECONDS)
  long waited;

  @Label("Attempts")
  @Description("How many times a member was asked for a session")
  int attempts;

  @Label("Outcome")
  @Description("opened, or the SQLSTATE of the failure")
  @Nullable String outcome;
}
