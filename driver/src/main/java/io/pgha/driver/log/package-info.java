/** The lines that the driver logs. */
@NullMarked
package io.pgha.driver.log;

import org.jspecify.annotations.NullMarked;
