package io.pgha.driver;

/** The driver's release, as JDBC asks for it. */
final class Version {
  static final int MAJOR = 0;
  static final int MINOR = 1;

  private Version() {}
}
