package io.pgha.demo;

import java.util.List;

/**
 * Something that is done to the cluster.
 *
 * @param event its short name, for the table
 * @param title the same in a sentence
 * @param words what will be seen, for somebody who sees it the first time
 * @param waiting what is going on until the cluster has changed
 * @param change does it, and returns when the cluster itself shows its new state
 * @param reads where reads belong from then on
 * @param writesGoOn from then on the cluster takes writes; otherwise it may make them wait
 */
record Step(
    String event,
    String title,
    List<String> words,
    String waiting,
    Runnable change,
    Reads reads,
    boolean writesGoOn) {}
