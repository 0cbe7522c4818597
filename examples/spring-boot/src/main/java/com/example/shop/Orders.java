package com.example.shop;

import java.util.List;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Transactional;

/** The read-only flag of a transaction chooses the member; nothing here knows of pgha. */
@Service
public class Orders {
  private final JdbcClient jdbc;

  Orders(JdbcClient jdbc) {
    this.jdbc = jdbc;
  }

  /** On the leader. */
  @Transactional
  public Order place(String item) {
    return jdbc.sql(
            "insert into orders (item) values (:item)"
                + " returning id, item, host(inet_server_addr()) as server")
        .param("item", item)
        .query(Order.class)
        .single();
  }

  /** On a replica, which may be a moment behind; on the leader while there is none. */
  @Transactional(readOnly = true)
  public List<Order> newest() {
    return jdbc.sql(
            "select id, item, host(inet_server_addr()) as server"
                + " from orders order by id desc limit 10")
        .query(Order.class)
        .list();
  }
}
