package io.pgha.testkit;

/** Where the addresses of a cluster's members are. */
enum Place {
  LOOPBACK,
  /** On a link of this machine to a {@link Network}. */
  LINK,
  /** Each in a container, on a network of Docker's. */
  CONTAINERS
}
