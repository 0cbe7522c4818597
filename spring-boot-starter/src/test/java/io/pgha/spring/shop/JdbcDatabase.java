package io.pgha.spring.shop;

import java.util.Objects;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

@Component
@ConditionalOnBooleanProperty(name = "shop.jpa", havingValue = false)
class JdbcDatabase implements Database {
  private final JdbcTemplate jdbc;

  JdbcDatabase(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public String server() {
    return Objects.requireNonNull(
        jdbc.queryForObject("select host(inet_server_addr())", String.class));
  }

  @Override
  public void insert(long id, String item) {
    jdbc.update("insert into orders (id, item) values (?, ?)", id, item);
  }

  @Override
  public long count() {
    return Objects.requireNonNull(jdbc.queryForObject("select count(*) from orders", Long.class));
  }
}
