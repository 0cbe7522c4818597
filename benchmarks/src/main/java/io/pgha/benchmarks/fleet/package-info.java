/** What many JVMs cost a cluster: some with real members, very many simulated. */
@NullMarked
package io.pgha.benchmarks.fleet;

import org.jspecify.annotations.NullMarked;
