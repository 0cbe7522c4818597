/** What applications hold: the six JDBC interfaces, wrapped around those of pgjdbc. */
@NullMarked
@Delegates({
  Connection.class,
  Statement.class,
  PreparedStatement.class,
  CallableStatement.class,
  ResultSet.class,
  DatabaseMetaData.class
})
package io.pgha.driver.jdbc;

import io.pgha.delegate.Delegates;
import java.sql.CallableStatement;
import java.sql.Connection;
import java.sql.DatabaseMetaData;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import org.jspecify.annotations.NullMarked;
