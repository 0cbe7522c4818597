package io.pgha.driver.topology;

import io.pgha.driver.patroni.Recorded;
import org.jspecify.annotations.Nullable;

/**
 * What a member's {@code GET /primary} answered last in a scenario.
 *
 * @param status null when it did not answer
 * @param recorded where that is exactly what a real member answered; null if it was written or
 *     changed by hand
 */
public record LastAnswer(
    Member member, long round, @Nullable PatroniStatus status, @Nullable Recorded recorded) {}
