package io.pgha.proxy.emit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A file that is to be.
 *
 * @param secret whether only its owner may read it
 * @param uncheckable why no program on this machine can tell whether it is right
 */
public record Draft(Path target, String text, boolean secret, Optional<String> uncheckable) {
  /** Where a symbolic link leads to, so that the link stays. */
  Draft resolved() throws IOException {
    return Files.isSymbolicLink(target)
        ? new Draft(target.toRealPath(), text, secret, uncheckable)
        : this;
  }
}
