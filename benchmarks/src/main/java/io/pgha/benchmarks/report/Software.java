package io.pgha.benchmarks.report;

import java.io.File;
import java.util.Arrays;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What is measured or helps to measure, and which version of it is used. */
public enum Software {
  PGJDBC("postgresql"),
  HIKARI("HikariCP"),
  P6SPY("p6spy"),
  AWS("aws-advanced-jdbc-wrapper"),
  JMH("jmh-core"),
  POSTGRESQL("PostgreSQL", "postgres --version"),
  PATRONI("Patroni", "patroni --version"),
  ETCD("etcd", "etcd --version"),
  HAPROXY("HAProxy", "haproxy -v"),
  PGBOUNCER("PgBouncer", "pgbouncer --version"),
  KEEPALIVED("keepalived", "keepalived --version");

  /** Debian has programs in folders that are not on every user's PATH. */
  private static final String EVERYWHERE =
      "PATH=\"$(ls -d /usr/lib/postgresql/*/bin | sort -V | tail -n 1):$PATH:/usr/sbin\"; ";

  private static final Pattern NUMBER = Pattern.compile("\\d+(\\.\\d+)+");

  private final String title;

  /** Prints the version of a program; empty for a jar. */
  private final String command;

  Software(String jar) {
    this(jar, "");
  }

  Software(String title, String command) {
    this.title = title;
    this.command = command;
  }

  /** With its name. */
  String version() {
    return title + " " + (command.isEmpty() ? ofJar() : ofProgram());
  }

  private String ofJar() {
    Pattern jar = Pattern.compile(".*/" + title + "-([\\d.]+[^/]*)\\.jar");
    return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
        .map(jar::matcher)
        .filter(Matcher::matches)
        .map(found -> found.group(1))
        .findFirst()
        .orElse(Shell.UNKNOWN);
  }

  private String ofProgram() {
    return NUMBER
        .matcher(Shell.line(EVERYWHERE + command + " 2>&1"))
        .results()
        .map(MatchResult::group)
        .findFirst()
        .orElse(Shell.UNKNOWN);
  }
}
