/** What is set up in a way that would hurt. */
@NullMarked
package io.pgha.proxy.doctor;

import org.jspecify.annotations.NullMarked;
