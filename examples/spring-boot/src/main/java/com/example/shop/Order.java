package com.example.shop;

/**
 * An order, as the database gave it.
 *
 * @param server the address of the PostgreSQL that gave it
 */
public record Order(long id, String item, String server) {}
