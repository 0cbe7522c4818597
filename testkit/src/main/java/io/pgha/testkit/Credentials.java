package io.pgha.testkit;

import java.security.SecureRandom;
import java.util.HexFormat;

/** The cluster's users, all with passwords that nobody else has. */
record Credentials(String superuserPassword, String replicationPassword, String userPassword) {
  static final String SUPERUSER = "postgres";
  static final String REPLICATOR = "replicator";
  static final String USER = "app";
  static final String DATABASE = "app";

  static Credentials random() {
    SecureRandom random = new SecureRandom();
    return new Credentials(password(random), password(random), password(random));
  }

  private static String password(SecureRandom random) {
    byte[] bytes = new byte[12];
    random.nextBytes(bytes);
    return HexFormat.of().formatHex(bytes);
  }

  @Override
  public String toString() {
    return "Credentials[not shown]";
  }
}
