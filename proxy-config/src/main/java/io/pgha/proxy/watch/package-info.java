/** Files that follow the cluster. */
@NullMarked
package io.pgha.proxy.watch;

import org.jspecify.annotations.NullMarked;
