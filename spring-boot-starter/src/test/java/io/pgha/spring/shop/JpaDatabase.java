package io.pgha.spring.shop;

import jakarta.persistence.EntityManager;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBooleanProperty;
import org.springframework.stereotype.Component;

@Component
@ConditionalOnBooleanProperty("shop.jpa")
class JpaDatabase implements Database {
  private final EntityManager entities;

  JpaDatabase(EntityManager entities) {
    this.entities = entities;
  }

  @Override
  public String server() {
    return (String)
        entities
            .createNativeQuery("select host(inet_server_addr())", String.class)
            .getSingleResult();
  }

  @Override
  public void insert(long id, String item) {
    entities.persist(new PlacedOrder(id, item));
  }

  @Override
  public long count() {
    return entities.createQuery("select count(o) from PlacedOrder o", Long.class).getSingleResult();
  }
}
