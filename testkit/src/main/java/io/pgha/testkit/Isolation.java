package io.pgha.testkit;

/**
 * Cuts one member off, silently, as a broken network does.
 *
 * <p>All but the last throw {@link IllegalStateException} where that can't be done.
 */
interface Isolation {
  void fromDcs();

  /** From everybody but the members of this and other clusters, and etcd. */
  void fromClients();

  void fromAll();

  /** Lets it back in; nothing happens when it was not cut off. */
  void end();
}
