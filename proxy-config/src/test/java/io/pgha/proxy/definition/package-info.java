/** Tests of the settings and of what follows from them. */
@NullMarked
package io.pgha.proxy.definition;

import org.jspecify.annotations.NullMarked;
