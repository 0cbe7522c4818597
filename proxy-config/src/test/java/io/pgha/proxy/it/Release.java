package io.pgha.proxy.it;

import static org.assertj.core.api.Assertions.assertThat;

import io.pgha.proxy.definition.HaproxyVersion;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What follows from what HAProxy and keepalived say of their releases. */
public final class Release {
  private static final Pattern HAPROXY = Pattern.compile("(\\d+)\\.(\\d+)");

  /** It is killed when it tests (-t) a file whose script_user is not root. */
  private static final Pattern TESTS_FILES_OF_ROOT_ONLY = Pattern.compile("v2\\.2\\.[0-7] ");

  private Release() {}

  /** The first that a text names. */
  public static HaproxyVersion haproxy(String text) {
    Matcher matcher = HAPROXY.matcher(text);
    assertThat(matcher.find()).as(text).isTrue();
    return new HaproxyVersion(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  /** The one to take there, as {@code docs/server-side.md} advises. */
  public static String scriptUser(String keepalived) {
    return TESTS_FILES_OF_ROOT_ONLY.matcher(keepalived).find() ? "root" : "nobody";
  }
}
