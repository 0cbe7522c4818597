@NullMarked
package io.pgha.delegate;

import org.jspecify.annotations.NullMarked;
