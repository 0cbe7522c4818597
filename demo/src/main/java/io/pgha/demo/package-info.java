@NullMarked
package io.pgha.demo;

import org.jspecify.annotations.NullMarked;
