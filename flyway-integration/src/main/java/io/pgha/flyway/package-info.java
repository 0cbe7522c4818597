/** Lets Flyway connect by a {@code jdbc:pgha:} URL. */
@NullMarked
package io.pgha.flyway;

import org.jspecify.annotations.NullMarked;
