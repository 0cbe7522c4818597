package io.pgha.proxy.check;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgha.proxy.definition.ProblemException;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * By what a file should have been made, as the command line says; what it does not say stands at
 * the head of the file.
 *
 * @param settings what differs from the defaults
 */
public record Wanted(
    Optional<String> profile, ObjectNode settings, String host, @Nullable Path template) {

  /** Empty if neither says it: then the file is not one of ours. */
  Optional<Header> of(String file) {
    Optional<Header> head = Header.find(file);
    if (head.isEmpty() && profile.isEmpty() && settings.isEmpty()) {
      return Optional.empty();
    }
    head.filter(Header::ownTemplate).ifPresent(own -> requireTemplate());
    return Optional.of(
        new Header(
            profile.or(() -> head.map(Header::profile)).orElse("default"),
            host.isEmpty() ? head.map(Header::host).orElse("") : host,
            template != null,
            settings.isEmpty() ? head.map(Header::settings).orElse(settings) : settings));
  }

  private void requireTemplate() {
    if (template == null) {
      throw new ProblemException(
          "it was made with a template of its own; give it with --template FILE");
    }
  }
}
