/** One watched cluster: the monitor that asks its members, and the view that it publishes. */
@NullMarked
package io.pgha.driver.cluster;

import org.jspecify.annotations.NullMarked;
