package io.pgha.driver.patroni;

import java.net.URI;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What one request brought, not looked into. Immutable.
 *
 * @param code of HTTP, 0 when there was no answer
 * @param body empty when there was none
 * @param date when the member answered, by its own clock, in whole seconds; null if it does not
 *     tell
 * @param failure why there was no answer; null otherwise
 */
public record RawAnswer(
    URI api, int code, String body, @Nullable Instant date, @Nullable String failure) {}
