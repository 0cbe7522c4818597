/**
 * A small application on a real cluster whose members are taken away, shown live, and judged at the
 * end.
 */
@NullMarked
package io.pgha.demo;

import org.jspecify.annotations.NullMarked;
