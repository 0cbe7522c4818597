package io.pgha.spring.shop;

/** How the application reaches its database. */
public interface Database {
  /** The address of the server that the present transaction is on. */
  String server();

  void insert(long id, String item);

  long count();
}
