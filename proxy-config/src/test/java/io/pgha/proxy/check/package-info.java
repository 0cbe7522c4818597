/** Tests of the package of the same name. */
@NullMarked
package io.pgha.proxy.check;

import org.jspecify.annotations.NullMarked;
