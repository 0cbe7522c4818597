package io.pgha.driver.jdbc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pgha.driver.jdbc.MinimalWrappers.MinimalResultSet;
import java.sql.ResultSet;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class UnwrappingTest {
  private final RecordingDelegate delegate = RecordingDelegate.returning(null);
  private final ResultSet wrapped = delegate.as(ResultSet.class);
  private final ResultSet wrapper = new MinimalResultSet(wrapped, e -> e);

  @Test
  void findsTheWrapperFirst() throws SQLException {
    assertThat(wrapper.unwrap(ResultSet.class)).isSameAs(wrapper);
    assertThat(wrapper.isWrapperFor(ResultSet.class)).isTrue();
  }

  @Test
  void findsTheDelegateWithoutAskingIt() throws SQLException {
    assertThat(wrapper.unwrap(wrapped.getClass())).isSameAs(wrapped);
    assertThat(wrapper.isWrapperFor(wrapped.getClass())).isTrue();
    assertThat(delegate.calls()).isEmpty();
  }

  @Test
  void asksTheDelegateForAllElse() throws SQLException {
    ResultSet yes =
        new MinimalResultSet(RecordingDelegate.returning(true).as(ResultSet.class), e -> e);
    ResultSet object =
        new MinimalResultSet(RecordingDelegate.returning("inner").as(ResultSet.class), e -> e);

    assertThat(yes.isWrapperFor(String.class)).isTrue();
    assertThat(object.unwrap(String.class)).isEqualTo("inner");
  }

  @Test
  void doesNotTouchTheDelegateWhenTheWrapperIsTheAnswer() throws SQLException {
    Unwrapping.Delegate untouchable =
        () -> {
          throw new SQLException("touched");
        };

    assertThat(Unwrapping.unwrap(wrapper, untouchable, ResultSet.class)).isSameAs(wrapper);
    assertThat(Unwrapping.isWrapperFor(wrapper, untouchable, ResultSet.class)).isTrue();
    assertThatThrownBy(() -> Unwrapping.unwrap(wrapper, untouchable, String.class))
        .hasMessage("touched");
  }
}
