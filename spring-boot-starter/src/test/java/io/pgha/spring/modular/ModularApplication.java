package io.pgha.spring.modular;

import io.pgha.hikari.PghaHikariDataSource;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;

/** An application in a module of its own, all in this one class. */
@EnableAutoConfiguration
public class ModularApplication {
  /** Reads through both pools, and says which modules it did it with. */
  public static void main(String[] arguments) throws SQLException {
    try (ConfigurableApplicationContext context =
            SpringApplication.run(ModularApplication.class, arguments);
        Connection connection = context.getBean(PghaHikariDataSource.class).getConnection()) {
      System.out.println("writing: read only is " + readOnly(connection));
      connection.setReadOnly(true);
      System.out.println("reading: read only is " + readOnly(connection));
    }
    System.out.println(
        "modules: %s, %s"
            .formatted(
                ModularApplication.class.getModule().getName(),
                PghaHikariDataSource.class.getModule().getName()));
  }

  private static String readOnly(Connection connection) throws SQLException {
    try (Statement statement = connection.createStatement();
        ResultSet answer = statement.executeQuery("show transaction_read_only")) {
      answer.next();
      return answer.getString(1);
    }
  }
}
