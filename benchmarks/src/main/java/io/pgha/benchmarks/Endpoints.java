package io.pgha.benchmarks;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Properties;

/**
 * Where the contenders connect to. Each JVM in which benchmarks run is told by a file, since a
 * command line is no place for a password.
 *
 * @param leader of the cluster, as {@code host:port}; it stays the leader
 * @param members all of them, separated by commas
 * @param haproxy and pgbouncer, both before the leader
 */
record Endpoints(
    String leader,
    String members,
    String patroniPort,
    String haproxy,
    String pgbouncer,
    String database,
    String user,
    String password) {
  /** The system property with the name of the file. */
  static final String PROPERTY = "pgha.benchmarks.endpoints";

  /** Those that this JVM was told. */
  static Endpoints told() {
    String file =
        Objects.requireNonNull(
            System.getProperty(PROPERTY), "these benchmarks run by make bench, on a cluster");
    try (Reader reader = Files.newBufferedReader(Path.of(file))) {
      Properties told = new Properties();
      told.load(reader);
      return of(told);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Endpoints of(Properties told) {
    return new Endpoints(
        told.getProperty("leader"),
        told.getProperty("members"),
        told.getProperty("patroniPort"),
        told.getProperty("haproxy"),
        told.getProperty("pgbouncer"),
        told.getProperty("database"),
        told.getProperty("user"),
        told.getProperty("password"));
  }

  void tell(Path file) throws IOException {
    Properties told = new Properties();
    told.setProperty("leader", leader);
    told.setProperty("members", members);
    told.setProperty("patroniPort", patroniPort);
    told.setProperty("haproxy", haproxy);
    told.setProperty("pgbouncer", pgbouncer);
    told.setProperty("database", database);
    told.setProperty("user", user);
    told.setProperty("password", password);
    try (Writer writer = Files.newBufferedWriter(file)) {
      told.store(writer, /* comments= */ null);
    }
  }

  /** Its text holds no password. */
  @Override
  public String toString() {
    return "leader " + leader + " of " + members + ", " + haproxy + ", " + pgbouncer;
  }
}
