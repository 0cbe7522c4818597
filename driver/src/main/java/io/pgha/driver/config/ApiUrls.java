package io.pgha.driver.config;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Addresses of Patroni's REST API: scheme, host and port. */
final class ApiUrls {
  // By hand, because java.net.URI finds no host in a name with an underscore.
  private static final Pattern FORM =
      Pattern.compile(
          "(?<scheme>https?)://(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9._-]+):(?<port>[0-9]+)"
              + "(?:/|/patroni/?)?",
          Pattern.CASE_INSENSITIVE);

  private ApiUrls() {}

  /** The path that Patroni's own {@code api_url} ends in may be there. */
  static List<URI> parse(String text) throws WrongValueException {
    List<URI> urls = new ArrayList<>();
    for (String url : Lists.parse(text)) {
      urls.add(parseOne(url));
    }
    return urls;
  }

  private static URI parseOne(String text) throws WrongValueException {
    Matcher matcher = FORM.matcher(text);
    if (!matcher.matches() || !Ports.isPort(matcher.group("port"))) {
      throw new WrongValueException(
          text.contains("@") ? "It names a user" : "\"" + text + "\" is no such URL");
    }
    return create(
        matcher.group("scheme") + "://" + matcher.group("host") + ":" + matcher.group("port"));
  }

  /** The API of a host of the URL, where it usually is. */
  static URI of(String scheme, HostPort host, int port) throws WrongValueException {
    return create(scheme + "://" + new HostPort(host.host(), port));
  }

  private static URI create(String text) throws WrongValueException {
    try {
      return URI.create(text.toLowerCase(Locale.ROOT));
    } catch (IllegalArgumentException e) {
      throw new WrongValueException("\"" + text + "\" is no URL");
    }
  }
}
