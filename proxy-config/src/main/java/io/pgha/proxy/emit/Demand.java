package io.pgha.proxy.emit;

import io.pgha.proxy.definition.Definition;

/** How many sessions all HAProxy hosts together may open on one member. Pure. */
public final class Demand {
  private Demand() {}

  /**
   * That of the default profile.
   *
   * @throws io.pgha.proxy.definition.ProblemException if there is not one for each listener
   */
  public static int perMember(Definition definition) {
    Capacity capacity = new Pools(definition).capacity();
    return capacity.hosts() * capacity.total();
  }
}
