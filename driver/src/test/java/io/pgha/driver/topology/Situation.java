package io.pgha.driver.topology;

import java.util.List;

/**
 * Where a scenario stands after one of its phases, once all members were asked.
 *
 * @param scenario the name of its file
 * @param phase counted from 1
 * @param answers of all members of the view, in its order
 */
public record Situation(String scenario, int phase, View view, List<LastAnswer> answers) {}
