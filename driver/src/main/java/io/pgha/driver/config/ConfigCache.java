package io.pgha.driver.config;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.jspecify.annotations.Nullable;

/**
 * Reads a URL once for all connects that give the same one with the same properties: reading is
 * much of what pgha adds to a connect. What pgjdbc looks up in files is read anew each time, as
 * they may change: a service, and a password where none is given. Thread-safe.
 */
public final class ConfigCache {
  /** An application has few; where passwords change, the latest are kept. */
  private static final int MAX = 32;

  private final Cache<Given, Config> configs =
      Caffeine.newBuilder().maximumSize(MAX).executor(Runnable::run).build();

  /**
   * As {@link Config#of}.
   *
   * @throws SQLException 22023 as there
   */
  public Config of(String url, @Nullable Properties info) throws SQLException {
    Given given = new Given(url, JdbcUrl.beside(info));
    if (!given.isComplete()) {
      return Config.of(url, info);
    }
    Config known = configs.getIfPresent(given);
    if (known != null) {
      return known;
    }
    Config config = Config.of(url, info);
    configs.put(given, config);
    return config;
  }

  private record Given(String url, Map<String, String> beside) {
    private static final String SERVICE = "service";
    private static final String PASSWORD = "password";

    boolean isComplete() {
      return names(PASSWORD) && !names(SERVICE);
    }

    private boolean names(String parameter) {
      return beside.containsKey(parameter)
          || url.contains("?" + parameter + "=")
          || url.contains("&" + parameter + "=");
    }

    /** Nothing of it, as there is a password in it. */
    @Override
    public String toString() {
      return "Given";
    }
  }
}
