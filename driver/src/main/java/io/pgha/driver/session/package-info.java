/**
 * Sessions: one physical connection to one member each, how they are opened, proven, counted and
 * fenced.
 */
@NullMarked
package io.pgha.driver.session;

import org.jspecify.annotations.NullMarked;
