package io.pgha.driver.patroni;

import io.pgha.driver.config.HostPort;
import io.pgha.driver.topology.Discovered;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;
import okhttp3.HttpUrl;
import org.jspecify.annotations.Nullable;

/** Reads the answer to {@code GET /cluster}. */
final class ClusterReader {
  /** Some 30 a member, so thousands of members pass. */
  private static final StrictJson JSON = new StrictJson(300_000);

  /** Names and addresses, IPv6 with a zone included; nothing that could extend a JDBC URL. */
  private static final Pattern HOST = Pattern.compile("[\\p{Alnum}._:%-]+");

  /** OkHttp takes names that no URI can hold, such as one with a quotation mark. */
  private static final Pattern API_HOST = Pattern.compile("[\\p{Alnum}._:-]+");

  private ClusterReader() {}

  /** Members without an address of PostgreSQL or of the API are left out, as they can't be used. */
  static List<Discovered> read(byte[] body) throws UnusableAnswerException {
    List<Discovered> found = new ArrayList<>();
    Set<String> names = new HashSet<>();
    for (JsonObject entry : JSON.parse(body).requiredObjects("members")) {
      Discovered member = member(entry);
      if (member != null) {
        if (!names.add(member.name())) {
          throw new UnusableAnswerException("two members have the name " + member.name());
        }
        found.add(member);
      }
    }
    return found;
  }

  private static @Nullable Discovered member(JsonObject entry) throws UnusableAnswerException {
    String name = entry.text("name");
    HostPort postgres = postgres(entry.text("host"), entry.count("port"));
    URI api = api(entry.text("api_url"));
    return name == null || postgres == null || api == null
        ? null
        : new Discovered(name, postgres, api);
  }

  private static @Nullable HostPort postgres(@Nullable String host, OptionalLong port) {
    return host != null && HOST.matcher(host).matches() && isPort(port.orElse(0))
        ? new HostPort(host, (int) port.getAsLong())
        : null;
  }

  private static boolean isPort(long number) {
    return number >= 1 && number <= 65_535;
  }

  private static @Nullable URI api(@Nullable String text) {
    HttpUrl url = text == null ? null : HttpUrl.parse(text);
    return url == null || !API_HOST.matcher(url.host()).matches() ? null : Origin.of(url);
  }
}
