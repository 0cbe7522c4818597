package io.pgha.hikari;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.PropertyElf;
import java.util.Properties;

/**
 * HikariCP's configuration, for both pools alike, and what one of them has otherwise. Every
 * property of {@link HikariConfig} may be overridden but those that choose the database or are the
 * connection's rather than the pool's: see {@link #getWrite()}.
 *
 * <p>Where an application has more than one of these data sources, each needs a {@code poolName}.
 *
 * <p>{@code jdbcUrl} is a {@code jdbc:pgha:} URL; {@code dataSource.}… are further parameters of
 * pgha and pgjdbc. {@code autoCommit} and {@code readOnly} are what a connection has when it is
 * taken. Not thread-safe.
 */
public class PghaHikariConfig extends HikariConfig {
  private final Properties write = new Properties();
  private final Properties read = new Properties();

  /** With HikariCP's defaults. */
  public PghaHikariConfig() {}

  /**
   * From properties as HikariCP reads them, in which {@code write.}… and {@code read.}… are
   * overrides.
   *
   * @param properties names and values
   * @throws RuntimeException for a name or value that HikariCP does not accept
   */
  @SuppressWarnings("this-escape") // As HikariCP's own does: it sets what the properties name.
  public PghaHikariConfig(Properties properties) {
    Properties common = new Properties();
    properties.forEach((name, value) -> put(name.toString(), value, common));
    PropertyElf.setTargetFromProperties(this, common);
  }

  /**
   * From a file of such properties, or a resource on the class path.
   *
   * @param propertyFileName of a file; if there is none, of a resource
   * @throws RuntimeException if it cannot be read, or as {@link #PghaHikariConfig(Properties)} does
   */
  public PghaHikariConfig(String propertyFileName) {
    this(PropertyFiles.load(propertyFileName));
  }

  private void put(String name, Object value, Properties common) {
    if (name.startsWith("write.")) {
      write.put(name.substring("write.".length()), value);
    } else if (name.startsWith("read.")) {
      read.put(name.substring("read.".length()), value);
    } else {
      common.put(name, value);
    }
  }

  /**
   * {@return what the pool for writing has otherwise} Add to it: {@code
   * getWrite().setProperty("maximumPoolSize", "20")}. Names are those of HikariCP's properties,
   * also in the form {@code maximum-pool-size}.
   */
  public final Properties getWrite() {
    return write;
  }

  /** {@return what the pool for reading has otherwise, as {@link #getWrite()}} */
  public final Properties getRead() {
    return read;
  }
}
