package io.pgha.delegate;

import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Shortens qualified type names and remembers what must be imported for it. Not thread-safe. */
final class Imports {
  private static final Pattern QUALIFIED = Pattern.compile("(?:[a-z_]\\w*\\.)+([A-Z]\\w*)");

  private final Map<String, String> qualifiedBySimple = new TreeMap<>();

  /** The way to write {@code type}, such as {@code java.util.Map<java.lang.String,int[]>}. */
  String shorten(Object type) {
    String spaced = type.toString().replace(",", ", ");
    return QUALIFIED.matcher(spaced).replaceAll(name -> Matcher.quoteReplacement(shortest(name)));
  }

  private String shortest(MatchResult name) {
    String taken = qualifiedBySimple.putIfAbsent(name.group(1), name.group());
    return taken == null || taken.equals(name.group()) ? name.group(1) : name.group();
  }

  /** The import statements, one a line. */
  String statements() {
    return qualifiedBySimple.values().stream()
        .filter(name -> !name.matches("java\\.lang\\.\\w+"))
        .sorted()
        .map("import %s;\n"::formatted)
        .collect(Collectors.joining());
  }
}
