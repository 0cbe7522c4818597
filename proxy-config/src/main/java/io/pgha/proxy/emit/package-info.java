/** From a definition to the text of files (pure), and to files that are checked. */
@NullMarked
package io.pgha.proxy.emit;

import org.jspecify.annotations.NullMarked;
