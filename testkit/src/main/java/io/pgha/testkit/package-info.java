/**
 * Real Patroni clusters for tests: etcd, Patroni and PostgreSQL as processes on loopback, with the
 * faults as methods.
 *
 * <p>Start with {@link io.pgha.testkit.PatroniCluster} or, in JUnit, {@link
 * io.pgha.testkit.PatroniClusterExtension}. Linux only: addresses are taken from 127.77.0.0/16, and
 * processes are followed through {@code /proc}.
 */
@NullMarked
package io.pgha.testkit;

import org.jspecify.annotations.NullMarked;
