package io.pgha.proxy.emit;

import io.pgha.proxy.definition.ProblemException;
import java.util.Arrays;

/** Profiles by their words. */
public final class Profiles {
  private Profiles() {}

  /**
   * The one that is called so.
   *
   * @throws ProblemException if none of them has this word
   */
  public static <T> T require(T[] all, String word) {
    return Arrays.stream(all)
        .filter(profile -> profile.toString().equals(word))
        .findFirst()
        .orElseThrow(
            () ->
                new ProblemException(
                    "profile %s is none of %s".formatted(word, Arrays.toString(all))));
  }
}
