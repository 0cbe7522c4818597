/** Spring Boot's {@code DataSource} out of one {@code jdbc:pgha:} URL. */
@NullMarked
package io.pgha.spring;

import org.jspecify.annotations.NullMarked;
