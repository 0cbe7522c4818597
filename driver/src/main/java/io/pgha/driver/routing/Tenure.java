package io.pgha.driver.routing;

/**
 * A session's time on its member. Immutable.
 *
 * @param begun when it was opened, by the cluster's ticker
 * @param patience how long it puts up with what speaks against staying, compared with others: from
 *     0 to below 1, drawn at random, so that sessions with the same reason to leave do not leave
 *     together
 */
public record Tenure(long begun, double patience) {}
