package io.pgha.benchmarks.fleet;

import java.time.Duration;

/**
 * What a simulated fleet has in common with the real one.
 *
 * @param times of the members' APIs
 * @param lockLife how long after the leader was killed its lock expires
 * @param pollInterval of the JVMs
 */
record Model(ServiceTimes times, Duration lockLife, Duration pollInterval) {}
