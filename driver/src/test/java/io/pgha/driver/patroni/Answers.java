package io.pgha.driver.patroni;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.pgha.driver.topology.Discovered;
import io.pgha.driver.topology.PatroniStatus;
import java.util.List;

/** Lets tests of other packages read answers as the driver does. */
public final class Answers {
  private Answers() {}

  public static PatroniStatus status(int code, String json) {
    try {
      return StatusReader.read(code, json.getBytes(UTF_8), /* date= */ null);
    } catch (UnusableAnswerException e) {
      throw new IllegalArgumentException(json, e);
    }
  }

  public static List<Discovered> cluster(String json) {
    try {
      return ClusterReader.read(json.getBytes(UTF_8));
    } catch (UnusableAnswerException e) {
      throw new IllegalArgumentException(json, e);
    }
  }
}
