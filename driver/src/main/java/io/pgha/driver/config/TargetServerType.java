package io.pgha.driver.config;

import java.util.Map;

/** What pgjdbc's {@code targetServerType} asks for. */
public enum TargetServerType {
  ANY,
  PRIMARY,
  SECONDARY,
  PREFER_SECONDARY,
  PREFER_PRIMARY;

  static TargetServerType parse(String text) throws WrongValueException {
    return Choice.of(
        text,
        Map.of(
            "any", ANY,
            "primary", PRIMARY,
            "master", PRIMARY,
            "secondary", SECONDARY,
            "slave", SECONDARY,
            "preferSecondary", PREFER_SECONDARY,
            "preferSlave", PREFER_SECONDARY,
            "preferPrimary", PREFER_PRIMARY));
  }
}
