/** What operators see of a watched cluster from outside: log lines, JFR events, and a JMX bean. */
@NullMarked
package io.pgha.driver.telemetry;

import org.jspecify.annotations.NullMarked;
