package io.pgha.spring;

import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.util.PropertyElf;
import java.util.Locale;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.bind.DataObjectPropertyName;
import org.springframework.core.env.Environment;

/**
 * Spring binds what one pool has otherwise as a map, with keys as they are written. An environment
 * variable has neither capitals nor hyphens, and should win over a file that has them; so what
 * HikariCP knows is bound again, each by its name. What nobody knows stays, to be complained about.
 */
final class PoolProperties {
  private static final Set<String> NAMES = PropertyElf.getPropertyNames(HikariConfig.class);

  private final Binder binder;

  PoolProperties(Environment environment) {
    this.binder = Binder.get(environment);
  }

  private static String plain(String name) {
    return name.replaceAll("[-_]", "").toLowerCase(Locale.ROOT);
  }

  void bindExactly(String pool, Properties overrides) {
    Properties set = new Properties();
    for (String name : NAMES) {
      binder.bind(key(pool, name), String.class).ifBound(value -> set.setProperty(name, value));
    }
    Set<String> bound =
        set.stringPropertyNames().stream().map(PoolProperties::plain).collect(Collectors.toSet());
    overrides.keySet().removeIf(key -> bound.contains(plain(key.toString())));
    overrides.putAll(set);
  }

  private static String key(String pool, String name) {
    return "spring.datasource.hikari." + pool + "." + DataObjectPropertyName.toDashedForm(name);
  }
}
