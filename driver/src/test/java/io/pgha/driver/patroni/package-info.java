@NullMarked
package io.pgha.driver.patroni;

import org.jspecify.annotations.NullMarked;
