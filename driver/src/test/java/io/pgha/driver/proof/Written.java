package io.pgha.driver.proof;

/** One row. */
record Written(String client, long number) {}
