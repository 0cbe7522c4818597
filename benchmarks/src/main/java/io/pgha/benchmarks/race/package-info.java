/** The failover race: all contenders on one cluster, under one fault at a time. */
@NullMarked
package io.pgha.benchmarks.race;

import org.jspecify.annotations.NullMarked;
