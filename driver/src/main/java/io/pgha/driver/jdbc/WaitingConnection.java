package io.pgha.driver.jdbc;

import io.pgha.driver.jdbc.HeldSession.Question;
import java.sql.Array;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Savepoint;

/**
 * What waits for the member although it runs no statement of the application: a stall there is to
 * be seen as well.
 */
abstract class WaitingConnection extends DelegatingConnection {
  /** The session for the present flag, in hand from now on. */
  abstract HeldSession bind() throws SQLException;

  abstract SQLException failed(HeldSession session, SQLException e);

  @Override
  public Savepoint setSavepoint() throws SQLException {
    return waitFor(Connection::setSavepoint);
  }

  @Override
  public Savepoint setSavepoint(String name) throws SQLException {
    return waitFor(session -> session.setSavepoint(name));
  }

  @Override
  public void rollback(Savepoint savepoint) throws SQLException {
    waitForEnd(session -> session.rollback(savepoint));
  }

  @Override
  public void releaseSavepoint(Savepoint savepoint) throws SQLException {
    waitForEnd(session -> session.releaseSavepoint(savepoint));
  }

  /** Looks up a type that it does not know. */
  @Override
  public Array createArrayOf(String type, Object[] elements) throws SQLException {
    return waitFor(session -> session.createArrayOf(type, elements));
  }

  private <T> T waitFor(Question<T> question) throws SQLException {
    HeldSession session = bind();
    try {
      return session.ask(question);
    } catch (SQLException e) {
      throw failed(session, e);
    }
  }

  private void waitForEnd(SessionAction action) throws SQLException {
    HeldSession session = bind();
    try {
      session.perform(action);
    } catch (SQLException e) {
      throw failed(session, e);
    }
  }
}
