/** Tests of the command line, and of what it writes, with the real programs too. */
@NullMarked
package io.pgha.proxy;

import org.jspecify.annotations.NullMarked;
