package io.pgha.driver.topology;

import io.pgha.driver.topology.PatroniStatus.Flag;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a healthy member of Patroni 4.1.5 answers, but for what the test says. */
public final class StatusBuilder {
  /** Where the leader of these tests writes, and a replica without lag has replayed to. */
  static final long POSITION = 10_000;

  private final Map<String, String> tags = new HashMap<>();
  private final Set<Flag> flags = EnumSet.noneOf(Flag.class);
  private int code;
  private String role;
  private String state = "running";
  private long timeline = 1;
  private OptionalLong location = OptionalLong.empty();
  private OptionalLong replayed = OptionalLong.empty();
  private @Nullable String replicationState = "streaming";
  private OptionalLong dcsAge = OptionalLong.of(3);
  private String systemIdentifier = "7711081899569635372";
  private String version = "4.1.5";
  private List<String> receivers = List.of();

  private StatusBuilder(int code, String role) {
    this.code = code;
    this.role = role;
  }

  public static StatusBuilder leader() {
    StatusBuilder leader = new StatusBuilder(200, "primary");
    leader.location = OptionalLong.of(POSITION);
    leader.replicationState = null;
    return leader;
  }

  /** Without any lag. */
  public static StatusBuilder replica() {
    return new StatusBuilder(503, "replica").behind(0);
  }

  public static StatusBuilder standbyLeader() {
    return new StatusBuilder(503, "standby_leader").behind(0);
  }

  /** This many bytes behind the leader of these tests. */
  public StatusBuilder behind(long bytes) {
    replayed = OptionalLong.of(POSITION - bytes);
    return this;
  }

  public StatusBuilder withoutPosition() {
    replayed = OptionalLong.empty();
    return this;
  }

  public StatusBuilder code(int told) {
    code = told;
    return this;
  }

  public StatusBuilder role(String told) {
    role = told;
    return this;
  }

  public StatusBuilder state(String told) {
    state = told;
    return this;
  }

  public StatusBuilder timeline(long told) {
    timeline = told;
    return this;
  }

  public StatusBuilder replicationState(@Nullable String told) {
    replicationState = told;
    return this;
  }

  public StatusBuilder tag(String name, String value) {
    tags.put(name, value);
    return this;
  }

  public StatusBuilder flag(Flag told) {
    flags.add(told);
    return this;
  }

  public StatusBuilder dcsAge(OptionalLong seconds) {
    dcsAge = seconds;
    return this;
  }

  public StatusBuilder systemIdentifier(String told) {
    systemIdentifier = told;
    return this;
  }

  public StatusBuilder version(String told) {
    version = told;
    return this;
  }

  public StatusBuilder receivers(String... names) {
    receivers = List.of(names);
    return this;
  }

  public PatroniStatus named(String name) {
    return new PatroniStatus(
        code,
        role,
        state,
        OptionalLong.of(timeline),
        location,
        replayed,
        replicationState,
        tags,
        flags,
        dcsAge,
        systemIdentifier,
        version,
        name,
        receivers);
  }
}
