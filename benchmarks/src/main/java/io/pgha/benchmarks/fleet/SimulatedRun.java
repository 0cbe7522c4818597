package io.pgha.benchmarks.fleet;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a simulated fleet costs a simulated cluster.
 *
 * @param requestsPerSecond to a member
 * @param busyPercent of what a member's API can do, for the fleet alone
 * @param refused connections that the members' kernels dropped, whoever sent them
 * @param patroniTimeouts of the members' own race for the lock
 * @param knowing milliseconds after the promotion or the start, and the fraction of JVMs that knew
 *     the leader by then; null where there was none to learn
 * @param requests milliseconds after the situation began, and requests a second to a member
 * @param learnt as knowing, to be asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record SimulatedRun(
    int jvms,
    String situation,
    double requestsPerSecond,
    double peakRequestsPerSecond,
    double busyPercent,
    Waits others,
    long refused,
    int patroniTimeouts,
    @Nullable List<double[]> knowing,
    List<double[]> requests,
    @JsonIgnore @Nullable Knowing learnt) {}
