package io.pgha.driver.it;

import java.sql.Connection;
import java.sql.Driver;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;

/**
 * An application that knows nothing but JDBC, for a JVM or a class loader of its own. All of it is
 * in this one class, so that this file is all that has to be on its class path.
 */
public final class PlainApplication {
  private PlainApplication() {}

  /**
   * Leaves its connection open, and with it all that the driver has running.
   *
   * @param arguments the URL and the user; the password is in the environment
   */
  public static void main(String[] arguments) throws SQLException {
    Connection connection =
        DriverManager.getConnection(arguments[0], arguments[1], System.getenv("PGPASSWORD"));
    System.out.println("read " + writeAndRead(connection));
    System.out.println("modules for operators: " + modulesForOperators());
    System.out.println("threads that are no daemons: " + threadsThatAreNoDaemons());
  }

  /** Opens a connection, writes, reads, closes it; says what it read. */
  public static String use(String url, String user, String password)
      throws SQLException, ClassNotFoundException {
    // DriverManager itself looks for drivers only once in the life of a JVM.
    Class.forName("io.pgha.driver.PghaDriver");
    try (Connection connection = DriverManager.getConnection(url, user, password)) {
      return writeAndRead(connection);
    }
  }

  private static String writeAndRead(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement()) {
      statement.execute("create table if not exists plain (i int)");
      statement.execute("insert into plain values (42)");
    }
    connection.setReadOnly(true);
    try (Statement statement = connection.createStatement();
        ResultSet answer =
            statement.executeQuery(
                "select max(i), current_setting('transaction_read_only') from plain")) {
      answer.next();
      return answer.getString(1) + " with read only " + answer.getString(2);
    }
  }

  private static List<String> modulesForOperators() {
    return Stream.of("jdk.jfr", "java.management")
        .filter(module -> ModuleLayer.boot().findModule(module).isPresent())
        .toList();
  }

  private static List<String> threadsThatAreNoDaemons() {
    return Thread.getAllStackTraces().keySet().stream()
        .filter(thread -> !thread.isDaemon())
        .map(Thread::getName)
        .toList();
  }

  /** How many drivers of pgha this class loader may use. */
  public static long registrations() {
    return DriverManager.drivers()
        .filter(driver -> driver.getClass().getName().equals("io.pgha.driver.PghaDriver"))
        .count();
  }

  /** Does for the drivers of this class loader what a container does when it stops its owner. */
  public static void deregisterDrivers(ClassLoader owner) throws SQLException {
    for (Driver driver : Collections.list(DriverManager.getDrivers())) {
      if (driver.getClass().getClassLoader() == owner) {
        DriverManager.deregisterDriver(driver);
      }
    }
  }
}
