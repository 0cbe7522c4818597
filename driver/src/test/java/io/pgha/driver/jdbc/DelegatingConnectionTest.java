package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.driver.jdbc.MinimalWrappers.MinimalConnection;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.Test;

class DelegatingConnectionTest {
  private final RecordingDelegate first = RecordingDelegate.returning(true);
  private final RecordingDelegate second = RecordingDelegate.returning(false);
  private final Queue<RecordingDelegate> route = new ArrayDeque<>(List.of(first, second));
  private final List<SQLException> failures = new ArrayList<>();
  private final SQLException noRoute = new SQLException("no route");
  private final Connection connection = new RoutedConnection();

  @Test
  void asksForTheDelegateOnceInEachCall() throws SQLException {
    assertThat(connection.getAutoCommit()).isTrue();
    assertThat(connection.getAutoCommit()).isFalse();
    assertThat(first.calls()).hasSize(1);
    assertThat(second.calls()).hasSize(1);
  }

  @Test
  void passesItsOwnExceptionUntouchedWhenThereIsNoDelegate() {
    route.clear();

    assertThatThrownBy(connection::getAutoCommit).isSameAs(noRoute);
    assertThat(failures).isEmpty();
  }

  private final class RoutedConnection extends MinimalConnection {
    RoutedConnection() {
      super(RecordingDelegate.returning(null).as(Connection.class), e -> e);
    }

    @Override
    Connection delegate() throws SQLException {
      if (route.isEmpty()) {
        throw noRoute;
      }
      return route.remove().as(Connection.class);
    }

    @Override
    SQLException failed(SQLException e) {
      failures.add(e);
      return e;
    }
  }
}
