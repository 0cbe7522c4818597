package io.pgha.proxy;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.pgha.proxy.check.Header;
import io.pgha.proxy.definition.Definition;
import io.pgha.proxy.emit.HaproxyProfile;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * How files of HAProxy are made.
 *
 * @param given what of the settings is not as by default
 */
record HaproxyEmission(HaproxyProfile profile, ObjectNode given, @Nullable Path template) {
  /** With the head by which {@code pgha check} knows it again. */
  String text(Definition definition) {
    Header head = new Header(profile.toString(), /* host= */ "", template != null, given);
    return head.text() + profile.emit(definition, template);
  }
}
