/**
 * Real Patroni clusters for tests: etcd, Patroni and PostgreSQL as processes on loopback, with the
 * faults as methods; and in front of them, machines with HAProxy and keepalived.
 *
 * <p>Start with {@link io.pgha.testkit.PatroniCluster} or, in JUnit, {@link
 * io.pgha.testkit.PatroniClusterExtension}. Linux only: addresses are taken from 127.77.0.0/16 (or
 * 198.18.0.0/16), and processes are followed through {@code /proc}.
 */
@NullMarked
package io.pgha.testkit;

import org.jspecify.annotations.NullMarked;
