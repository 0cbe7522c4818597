package io.pgha.proxy.definition;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The oldest release of HAProxy that must take a file. */
public record HaproxyVersion(int major, int minor) {
  private static final Pattern FORM = Pattern.compile("([0-9]{1,3})\\.([0-9]{1,3})(\\..*)?");

  public HaproxyVersion {
    if (major < 2 || (major == 2 && minor < 2)) {
      throw new IllegalArgumentException("a release such as 2.6, not before 2.2");
    }
  }

  /** YAML takes 2.6 for a number. */
  @JsonCreator
  static HaproxyVersion of(JsonNode node) {
    Matcher matcher = FORM.matcher(node.asText());
    if (!matcher.matches()) {
      throw new IllegalArgumentException("a release such as 2.6");
    }
    return new HaproxyVersion(
        Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
  }

  public boolean atLeast(int otherMajor, int otherMinor) {
    return major > otherMajor || (major == otherMajor && minor >= otherMinor);
  }

  @Override
  public String toString() {
    return major + "." + minor;
  }
}
