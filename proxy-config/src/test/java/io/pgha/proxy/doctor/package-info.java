/** Tests of the package of the same name. */
@NullMarked
package io.pgha.proxy.doctor;

import org.jspecify.annotations.NullMarked;
