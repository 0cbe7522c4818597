/** What files of HAProxy and keepalived say, and where they differ from what they should. */
@NullMarked
package io.pgha.proxy.check;

import org.jspecify.annotations.NullMarked;
