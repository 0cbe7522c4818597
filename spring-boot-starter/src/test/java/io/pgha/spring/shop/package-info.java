/** A small application as others write them, which knows nothing of pgha. */
@NullMarked
package io.pgha.spring.shop;

import org.jspecify.annotations.NullMarked;
