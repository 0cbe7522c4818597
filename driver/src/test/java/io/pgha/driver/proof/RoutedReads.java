package io.pgha.driver.proof;

import java.sql.Connection;
import java.sql.SQLException;

/** Connects anew for each read, to see where it is routed to. */
record RoutedReads(Journal journal, OwnConnection.Source source) implements Work {
  @Override
  public void once() throws SQLException {
    journal.tell(Kind.ROUTE, 0, this::connectAndRead);
  }

  private String connectAndRead() throws SQLException {
    try (Connection connection = source.connect()) {
      return Reads.server(connection);
    }
  }

  @Override
  public void end() {}
}
