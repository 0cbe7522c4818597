package io.pgha.proxy.emit;

/**
 * A line of HAProxy that begins with {@code server}.
 *
 * @param address host and port, IPv6 in brackets
 * @param check where and how its REST API is asked; empty if it follows another server
 * @param track the server that it follows, or empty
 * @param limit of sessions; 0 for none, where no session comes
 * @param backup used only when no other is left
 */
public record Server(
    String name, String address, String check, String track, int limit, boolean backup) {}
