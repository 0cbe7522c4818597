@NullMarked
package io.pgha.testkit;

import org.jspecify.annotations.NullMarked;
