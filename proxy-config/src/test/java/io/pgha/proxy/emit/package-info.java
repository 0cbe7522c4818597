/** Tests of the text and of how it becomes a file. */
@NullMarked
package io.pgha.proxy.emit;

import org.jspecify.annotations.NullMarked;
