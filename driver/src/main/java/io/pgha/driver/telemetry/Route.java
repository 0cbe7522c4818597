package io.pgha.driver.telemetry;

import io.pgha.driver.session.Purpose;
import io.pgha.driver.session.Session;
import org.jspecify.annotations.Nullable;

/**
 * How a search for a member ended. Immutable.
 *
 * @param session null if none was opened
 * @param waitedNanos how much of it began when nobody was left to try
 * @param attempts how many members were asked for a session
 * @param outcome {@code opened}, or the SQLSTATE of the failure
 */
record Route(
    Purpose purpose, @Nullable Session session, long waitedNanos, int attempts, String outcome) {}
