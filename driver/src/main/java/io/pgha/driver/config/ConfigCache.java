package io.pgha.driver.config;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Ticker;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.postgresql.PGProperty;

/**
 * Reads a URL once for all connects that give the same one with the same properties: reading is
 * much of what pgha adds to a connect. What has not been given for a while is forgotten, as there
 * are passwords in it: with the next connect, or by {@link #cleanUp()}. Thread-safe.
 */
public final class ConfigCache {
  /** An application has few, but for one whose every connect has a password of its own. */
  private static final int MAX = 32;

  private final Cache<Given, Config> configs;

  /**
   * @param linger how long one is kept after it was last given
   */
  public ConfigCache(Ticker ticker, Duration linger) {
    this.configs =
        Caffeine.newBuilder()
            .ticker(ticker)
            .executor(Runnable::run)
            .maximumSize(MAX)
            .expireAfterAccess(linger)
            .build();
  }

  /**
   * As {@link Config#of(String, Properties)}.
   *
   * @throws SQLException 22023 as there
   */
  public Config of(String url, @Nullable Properties info) throws SQLException {
    Given given = new Given(url, JdbcUrl.beside(info));
    return given.needsNoFile() ? cached(given) : given.read();
  }

  private Config cached(Given given) throws SQLException {
    Config known = configs.getIfPresent(given);
    if (known == null) {
      known = given.read();
      configs.put(given, known);
    }
    return known;
  }

  /** Forgets what has not been given for too long. */
  public void cleanUp() {
    configs.cleanUp();
  }

  /** Forgets all. */
  public void clear() {
    configs.invalidateAll();
  }

  record Given(String url, Map<String, String> beside) {
    private static final String SERVICE = PGProperty.SERVICE.getName() + "=";
    private static final Pattern WITH_PASSWORD =
        Pattern.compile("[^?]*\\?(.*&)?" + PGProperty.PASSWORD.getName() + "=.*", Pattern.DOTALL);

    Config read() throws SQLException {
      return Config.read(url, beside);
    }

    /**
     * Whether pgjdbc looks nothing up in a file, which may change: a service, and the password
     * where none is given.
     */
    boolean needsNoFile() {
      return hasPassword() && !url.contains(SERVICE);
    }

    private boolean hasPassword() {
      return beside.containsKey(PGProperty.PASSWORD.getName())
          || WITH_PASSWORD.matcher(url).matches();
    }

    /** Without what was given, as there may be a password anywhere in it. */
    @Override
    public String toString() {
      return "Given";
    }
  }
}
