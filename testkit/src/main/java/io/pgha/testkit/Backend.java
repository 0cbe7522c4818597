package io.pgha.testkit;

/** Where a cluster lives: on this machine, or in containers. */
interface Backend {
  Addresses addresses();

  /** The programs, at their paths on the cluster's machines. */
  Programs programs();

  Account account();

  /** Where etcd runs, and what belongs to no member. */
  Machine etcdMachine();

  /** Where a new member is to run. */
  Machine newMachine(int index, String member);

  Isolation isolation(int index, String member, Machine machine);

  /**
   * The network on which other machines reach the members.
   *
   * @throws IllegalStateException when there is none
   */
  Network network();
}
