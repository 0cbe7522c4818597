package io.pgha.demo;

import java.util.OptionalLong;

/**
 * What happened to the cluster, and when.
 *
 * @param span from the fault until the next event
 * @param settledAt when the cluster had shown its new state and the application had followed; empty
 *     if it did not follow in time
 * @param reads where reads belong from then on
 */
record Event(String name, Span span, OptionalLong settledAt, Reads reads) {}
