/** The cluster as the driver sees it, for people and for scripts. */
@NullMarked
package io.pgha.proxy.status;

import org.jspecify.annotations.NullMarked;
