/** What is known of a cluster: immutable values, and the pure rules that turn answers into them. */
@NullMarked
package io.pgha.driver.topology;

import org.jspecify.annotations.NullMarked;
