/** The command line of {@code pgha}. */
@NullMarked
package io.pgha.proxy;

import org.jspecify.annotations.NullMarked;
