package io.pgha.driver.proof;

/**
 * Something that befalls a cluster. {@link io.pgha.testkit.PatroniCluster#heal} undoes it.
 *
 * @param strike lets it happen
 * @param meanwhile waits, before it is undone, for what must work although it has happened
 * @param afterwards waits, once it is undone, for what must come back
 * @param mayLose the cluster itself may lose what it has acknowledged
 */
record Fault(String name, Act strike, Act meanwhile, Act afterwards, boolean mayLose) {
  interface Act {
    void on(Scene scene);
  }

  static Fault of(String name, Act strike, Act meanwhile) {
    return new Fault(name, strike, meanwhile, scene -> {}, /* mayLose= */ false);
  }

  Fault followedBy(Act comesBack) {
    return new Fault(name, strike, meanwhile, comesBack, mayLose);
  }

  Fault thatMayLose() {
    return new Fault(name, strike, meanwhile, afterwards, /* mayLose= */ true);
  }

  @Override
  public String toString() {
    return name;
  }
}
