@NullMarked
package io.pgha.artifacts;

import org.jspecify.annotations.NullMarked;
