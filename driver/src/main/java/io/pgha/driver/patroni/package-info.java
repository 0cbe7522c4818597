/** Patroni's REST API: asking it, and reading what it answers, none of which is trusted. */
@NullMarked
package io.pgha.driver.patroni;

import org.jspecify.annotations.NullMarked;
