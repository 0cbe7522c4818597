package io.pgha.proxy.emit;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is to be.
 *
 * @param secret whether only its owner may read it
 * @param uncheckable why no program on this machine can tell whether it is right
 */
public record Draft(Path target, String text, boolean secret, Optional<String> uncheckable) {}
