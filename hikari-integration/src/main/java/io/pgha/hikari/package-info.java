/** One {@code DataSource} over a HikariCP pool for writing and one for reading. */
@NullMarked
package io.pgha.hikari;

import org.jspecify.annotations.NullMarked;
