/** Tests of the package of the same name. */
@NullMarked
package io.pgha.proxy.status;

import org.jspecify.annotations.NullMarked;
