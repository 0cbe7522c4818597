/** What pgha costs, measured beside pgjdbc and others in one run. */
@NullMarked
package io.pgha.benchmarks;

import org.jspecify.annotations.NullMarked;
