package io.pgha.proxy.emit;

import io.pgha.proxy.definition.Time;
import java.util.List;

/**
 * A section of HAProxy with servers: a listener, or a backend if it has no port.
 *
 * @param purpose one line for whoever reads the file
 * @param path that each server's REST API is asked for
 * @param endsSessions whether sessions end when their member does not fit any more
 * @param allBackups whether backups share the load, or are used one at a time in their order
 */
public record Pool(
    String name,
    String purpose,
    int port,
    String balance,
    String path,
    Timing timing,
    boolean endsSessions,
    boolean allBackups,
    List<Server> servers) {
  /** How often and how many times members are asked. */
  public record Timing(Time interval, Time fast, Time down, int fall, int rise) {}

  public Pool {
    servers = List.copyOf(servers);
  }

  /** There are servers to come back to. */
  public boolean fallsBack() {
    return servers.stream().anyMatch(Server::backup);
  }
}
