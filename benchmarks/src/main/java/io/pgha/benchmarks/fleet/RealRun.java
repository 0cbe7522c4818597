package io.pgha.benchmarks.fleet;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a fleet cost a real cluster.
 *
 * @param requestsPerSecond to a member
 * @param processorPercent of a member's Patroni; 100 is one processor
 * @param refused connections that the kernel dropped, on the whole machine
 * @param knowing milliseconds after the promotion, and the fraction of JVMs that knew by then; null
 *     when nobody was promoted
 * @param learnt the same, to be asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record RealRun(
    int jvms,
    boolean tls,
    String situation,
    double requestsPerSecond,
    double peakRequestsPerSecond,
    double processorPercent,
    Waits others,
    long refused,
    @Nullable List<double[]> knowing,
    @JsonIgnore @Nullable Knowing learnt) {}
