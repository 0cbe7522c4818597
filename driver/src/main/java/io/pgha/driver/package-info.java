@NullMarked
package io.pgha.driver;

import org.jspecify.annotations.NullMarked;
