/** A URL and its properties as one immutable value. */
@NullMarked
package io.pgha.driver.config;

import org.jspecify.annotations.NullMarked;
