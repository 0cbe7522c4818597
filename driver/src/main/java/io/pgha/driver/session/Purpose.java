package io.pgha.driver.session;

/**
 * What a session was opened for, fixed for its life.
 *
 * @param target which members may serve it
 * @param readOnly it starts read-only, by a startup parameter, and stays so wherever it lands
 */
public record Purpose(Target target, boolean readOnly) {
  /** Which members may serve a session; the words, but for leader and replica, are pgjdbc's. */
  public enum Target {
    PRIMARY,
    SECONDARY,
    PREFER_PRIMARY,
    PREFER_SECONDARY,
    ANY
  }

  public static final Purpose WRITE = new Purpose(Target.PRIMARY, /* readOnly= */ false);

  /** For reading, on these members. */
  public static Purpose read(Target target) {
    return new Purpose(target, /* readOnly= */ true);
  }

  /** As pgjdbc's {@code targetServerType} has it: the session itself is not restricted. */
  public static Purpose fixed(Target target) {
    return new Purpose(target, /* readOnly= */ false);
  }
}
