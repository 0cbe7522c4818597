/** The JDBC driver: its URL and parameters, and what a connection tells of the cluster. */
@NullMarked
package io.pgha.driver;

import org.jspecify.annotations.NullMarked;
