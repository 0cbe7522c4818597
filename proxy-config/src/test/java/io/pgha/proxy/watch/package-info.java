/** Tests of the package of the same name. */
@NullMarked
package io.pgha.proxy.watch;

import org.jspecify.annotations.NullMarked;
