package io.pgha.driver.patroni;

import java.net.URI;
import okhttp3.HttpUrl;

/** Reduces a URL to where it leads: {@code scheme://host:port}, without user, path and query. */
final class Origin {
  private Origin() {}

  static URI of(HttpUrl url) {
    String host = url.host().contains(":") ? '[' + url.host() + ']' : url.host();
    return URI.create(url.scheme() + "://" + host + ':' + url.port());
  }
}
