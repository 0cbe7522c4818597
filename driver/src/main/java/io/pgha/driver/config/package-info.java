@NullMarked
package io.pgha.driver.config;

import org.jspecify.annotations.NullMarked;
