/** The proof: faults on a real cluster under traffic, and what must hold of all that happened. */
@NullMarked
package io.pgha.driver.proof;

import org.jspecify.annotations.NullMarked;
