package io.pgha.spring.shop;

import java.util.function.Supplier;
import org.springframework.stereotype.Service;
import org.springframework.transaction.annotation.Propagation;
import org.springframework.transaction.annotation.Transactional;

/** Where the application's transactions begin. */
@Service
public class Orders {
  private final Database database;

  Orders(Database database) {
    this.database = database;
  }

  /** Gives the address of the server that took it. */
  @Transactional
  public String place(long id, String item) {
    database.insert(id, item);
    return database.server();
  }

  @Transactional(readOnly = true)
  public long count() {
    return database.count();
  }

  @Transactional
  public <T> T writing(Supplier<T> work) {
    return work.get();
  }

  @Transactional(readOnly = true)
  public <T> T reading(Supplier<T> work) {
    return work.get();
  }

  @Transactional(propagation = Propagation.REQUIRES_NEW)
  public <T> T newWriting(Supplier<T> work) {
    return work.get();
  }

  @Transactional(propagation = Propagation.REQUIRES_NEW, readOnly = true)
  public <T> T newReading(Supplier<T> work) {
    return work.get();
  }

  @Transactional(propagation = Propagation.NESTED)
  public <T> T nested(Supplier<T> work) {
    return work.get();
  }
}
