package io.pgha.demo;

import io.pgha.demo.Served.Read;

/** Where reads belong. */
enum Reads {
  ON_REPLICAS("on replicas"),
  ON_LEADER("on the leader");

  private final String words;

  Reads(String words) {
    this.words = words;
  }

  boolean accept(Read read) {
    return read.inRecovery() == (this == ON_REPLICAS);
  }

  @Override
  public String toString() {
    return words;
  }
}
