package io.pgha.driver.jdbc;

import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import java.util.function.UnaryOperator;

/** The least that subclasses of the generated classes must add. */
final class MinimalWrappers {

  private MinimalWrappers() {}

  private static UnsupportedOperationException writtenByHand() {
    return new UnsupportedOperationException("real wrappers write this by hand");
  }

  static class MinimalConnection extends DelegatingConnection {
    private final Connection delegate;
    private final UnaryOperator<SQLException> failed;

    MinimalConnection(Connection delegate, UnaryOperator<SQLException> failed) {
      this.delegate = delegate;
      this.failed = failed;
    }

    @Override
    Connection delegate() throws SQLException {
      return delegate;
    }

    @Override
    SQLException failed(SQLException e) {
      return failed.apply(e);
    }

    @Override
    Statement wrap(Statement result) {
      return new MinimalStatement(result, failed);
    }

    @Override
    PreparedStatement wrap(PreparedStatement result) {
      return new MinimalPreparedStatement(result, failed);
    }

    @Override
    CallableStatement wrap(CallableStatement result) {
      return new MinimalCallableStatement(result, failed);
    }

    @Override
    DatabaseMetaData wrap(DatabaseMetaData result) {
      return new MinimalDatabaseMetaData(result, failed);
    }

    @Override
    public void setClientInfo(String name, String value) {
      throw writtenByHand();
    }

    @Override
    public void setClientInfo(Properties properties) {
      throw writtenByHand();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return Unwrapping.unwrap(this, this::delegate, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return Unwrapping.isWrapperFor(this, this::delegate, type);
    }
  }

  static class MinimalStatement extends DelegatingStatement<Statement> {
    private final UnaryOperator<SQLException> failed;

    MinimalStatement(Statement delegate, UnaryOperator<SQLException> failed) {
      super(delegate);
      this.failed = failed;
    }

    @Override
    SQLException failed(SQLException e) {
      return failed.apply(e);
    }

    @Override
    SQLException executionFailed(String sql, SQLException e) {
      return failed(e);
    }

    @Override
    void beforeExecute() throws SQLException {}

    @Override
    void afterExecute() {}

    @Override
    ResultSet wrap(ResultSet result) {
      return new MinimalResultSet(result, failed);
    }

    @Override
    public Connection getConnection() {
      throw writtenByHand();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return Unwrapping.unwrap(this, () -> delegate, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return Unwrapping.isWrapperFor(this, () -> delegate, type);
    }
  }

  static class MinimalPreparedStatement extends DelegatingPreparedStatement<PreparedStatement> {
    private final UnaryOperator<SQLException> failed;

    MinimalPreparedStatement(PreparedStatement delegate, UnaryOperator<SQLException> failed) {
      super(delegate);
      this.failed = failed;
    }

    @Override
    SQLException failed(SQLException e) {
      return failed.apply(e);
    }

    @Override
    SQLException executionFailed(String sql, SQLException e) {
      return failed(e);
    }

    @Override
    void beforeExecute() throws SQLException {}

    @Override
    void afterExecute() {}

    @Override
    ResultSet wrap(ResultSet result) {
      return new MinimalResultSet(result, failed);
    }

    @Override
    public Connection getConnection() {
      throw writtenByHand();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return Unwrapping.unwrap(this, () -> delegate, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return Unwrapping.isWrapperFor(this, () -> delegate, type);
    }
  }

  static class MinimalCallableStatement extends DelegatingCallableStatement<CallableStatement> {
    private final UnaryOperator<SQLException> failed;

    MinimalCallableStatement(CallableStatement delegate, UnaryOperator<SQLException> failed) {
      super(delegate);
      this.failed = failed;
    }

    @Override
    SQLException failed(SQLException e) {
      return failed.apply(e);
    }

    @Override
    SQLException executionFailed(String sql, SQLException e) {
      return failed(e);
    }

    @Override
    void beforeExecute() throws SQLException {}

    @Override
    void afterExecute() {}

    @Override
    ResultSet wrap(ResultSet result) {
      return new MinimalResultSet(result, failed);
    }

    @Override
    public Connection getConnection() {
      throw writtenByHand();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return Unwrapping.unwrap(this, () -> delegate, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return Unwrapping.isWrapperFor(this, () -> delegate, type);
    }
  }

  static class MinimalResultSet extends DelegatingResultSet {
    private final UnaryOperator<SQLException> failed;

    MinimalResultSet(ResultSet delegate, UnaryOperator<SQLException> failed) {
      super(delegate);
      this.failed = failed;
    }

    @Override
    SQLException failed(SQLException e) {
      return failed.apply(e);
    }

    @Override
    SQLException executionFailed(String sql, SQLException e) {
      return failed(e);
    }

    @Override
    void beforeExecute() throws SQLException {}

    @Override
    void afterExecute() {}

    @Override
    public Statement getStatement() {
      throw writtenByHand();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return Unwrapping.unwrap(this, () -> delegate, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return Unwrapping.isWrapperFor(this, () -> delegate, type);
    }
  }

  static class MinimalDatabaseMetaData extends DelegatingDatabaseMetaData {
    private final UnaryOperator<SQLException> failed;

    MinimalDatabaseMetaData(DatabaseMetaData delegate, UnaryOperator<SQLException> failed) {
      super(delegate);
      this.failed = failed;
    }

    @Override
    SQLException failed(SQLException e) {
      return failed.apply(e);
    }

    @Override
    SQLException executionFailed(String sql, SQLException e) {
      return failed(e);
    }

    @Override
    void beforeExecute() throws SQLException {}

    @Override
    void afterExecute() {}

    @Override
    ResultSet wrap(ResultSet result) {
      return new MinimalResultSet(result, failed);
    }

    @Override
    public Connection getConnection() {
      throw writtenByHand();
    }

    @Override
    public <T> T unwrap(Class<T> type) throws SQLException {
      return Unwrapping.unwrap(this, () -> delegate, type);
    }

    @Override
    public boolean isWrapperFor(Class<?> type) throws SQLException {
      return Unwrapping.isWrapperFor(this, () -> delegate, type);
    }
  }
}
