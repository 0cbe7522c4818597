/** What is to be emitted: the rules of a URL, the members of its cluster, and the settings. */
@NullMarked
package io.pgha.proxy.definition;

import org.jspecify.annotations.NullMarked;
