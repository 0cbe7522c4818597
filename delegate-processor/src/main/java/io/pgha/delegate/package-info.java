/** Writes classes that hand every call to a delegate. For the build of pgha only. */
@NullMarked
package io.pgha.delegate;

import org.jspecify.annotations.NullMarked;
