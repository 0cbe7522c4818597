/** What the measurements have in common, and the page that shows them. */
@NullMarked
package io.pgha.benchmarks.report;

import org.jspecify.annotations.NullMarked;
