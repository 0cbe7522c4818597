/** The driver on a real cluster: behaviour by behaviour. */
@NullMarked
package io.pgha.driver.it;

import org.jspecify.annotations.NullMarked;
