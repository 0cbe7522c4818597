/** The cluster of a URL as the driver sees it now, and waiting for it to change. */
@NullMarked
package io.pgha.proxy.live;

import org.jspecify.annotations.NullMarked;
