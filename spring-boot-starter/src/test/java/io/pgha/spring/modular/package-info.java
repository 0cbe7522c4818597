/** An application that runs on the module path. */
@NullMarked
package io.pgha.spring.modular;

import org.jspecify.annotations.NullMarked;
