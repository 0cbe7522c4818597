package io.pgha.proxy.doctor;

import java.util.Optional;

/**
 * An attempt to connect.
 *
 * @param facts empty if it failed
 * @param failure why; empty if it did not
 */
record Attempt(Optional<SessionFacts> facts, String failure) {}
