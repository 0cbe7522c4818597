/** The driver under pools and frameworks that know nothing of it, on a real cluster. */
@NullMarked
package io.pgha.interop;

import org.jspecify.annotations.NullMarked;
