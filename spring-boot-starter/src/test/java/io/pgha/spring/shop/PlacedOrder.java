package io.pgha.spring.shop;

import jakarta.persistence.Entity;
import jakarta.persistence.Id;
import jakarta.persistence.Table;

@Entity
@Table(name = "orders")
class PlacedOrder {
  @Id private long id;
  private String item = "";

  protected PlacedOrder() {}

  PlacedOrder(long id, String item) {
    this.id = id;
    this.item = item;
  }

  long id() {
    return id;
  }

  String item() {
    return item;
  }
}
