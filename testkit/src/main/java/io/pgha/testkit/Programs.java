package io.pgha.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Where the programs are: PostgreSQL's in its highest version under /usr/lib/postgresql, the others
 * on PATH.
 */
final class Programs {
  private static final Path DEBIAN_POSTGRESQL = Path.of("/usr/lib/postgresql");

  /** For an error's message: where was looked. */
  private final String where;

  private final Function<String, Optional<Path>> finder;

  Programs() {
    this(searchPath());
  }

  Programs(List<Path> folders) {
    this(folders.toString(), program -> firstExecutable(folders, program));
  }

  Programs(String where, Function<String, Optional<Path>> finder) {
    this.where = where;
    this.finder = finder;
  }

  Path etcd() {
    return require("etcd", "etcd-server");
  }

  Path patroni() {
    return require("patroni", "patroni python3-psycopg2 python3-etcd");
  }

  Path postgres() {
    return require("postgres", "postgresql");
  }

  Path psql() {
    return require("psql", "postgresql-client");
  }

  Path setpriv() {
    return require("setpriv", "util-linux");
  }

  Path openssl() {
    return require("openssl", "openssl");
  }

  /**
   * Complains before anything is started.
   *
   * @throws IllegalStateException that names the first program that is missing
   */
  void requireAll() {
    etcd();
    patroni();
    postgres();
    psql();
    setpriv();
  }

  boolean hasAll() {
    return Stream.of("etcd", "patroni", "postgres", "psql", "setpriv")
        .allMatch(program -> find(program).isPresent());
  }

  Path require(String program, String debianPackage) {
    return find(program)
        .orElseThrow(
            () ->
                new IllegalStateException(
                    "Program '%s' not found in %s. On Debian or Ubuntu: apt-get install %s"
                        .formatted(program, where, debianPackage)));
  }

  Optional<Path> find(String program) {
    return finder.apply(program);
  }

  private static Optional<Path> firstExecutable(List<Path> folders, String program) {
    return folders.stream()
        .map(folder -> folder.resolve(program))
        .filter(Files::isExecutable)
        .findFirst();
  }

  private static List<Path> searchPath() {
    List<Path> folders = new ArrayList<>(postgresFolders());
    String path = System.getenv().getOrDefault("PATH", "");
    Arrays.stream(path.split(":"))
        .filter(folder -> !folder.isEmpty())
        .map(Path::of)
        .forEach(folders::add);
    // Not on every user's PATH, but setpriv, iptables and friends live there.
    folders.addAll(List.of(Path.of("/usr/bin"), Path.of("/usr/sbin"), Path.of("/sbin")));
    return folders.stream().distinct().toList();
  }

  private static List<Path> postgresFolders() {
    if (!Files.isDirectory(DEBIAN_POSTGRESQL)) {
      return List.of();
    }
    try (Stream<Path> versions = Files.list(DEBIAN_POSTGRESQL)) {
      return versions
          .map(version -> version.resolve("bin"))
          .filter(bin -> Files.isExecutable(bin.resolve("postgres")))
          .sorted(Comparator.comparing(Programs::version).reversed())
          .toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static double version(Path bin) {
    String name = String.valueOf(bin.getName(bin.getNameCount() - 2));
    return name.matches("\\d+(\\.\\d+)?") ? Double.parseDouble(name) : 0;
  }
}
