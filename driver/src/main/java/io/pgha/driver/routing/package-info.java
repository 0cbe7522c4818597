/**
 * From a purpose to a session: which members are candidates, which one is tried, and what a refusal
 * means.
 */
@NullMarked
package io.pgha.driver.routing;

import org.jspecify.annotations.NullMarked;
