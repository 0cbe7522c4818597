package io.pgha.driver.config;

import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Properties;
import org.postgresql.Driver;
import org.postgresql.PGProperty;

/**
 * What pgjdbc assumes where neither the URL nor the properties beside it say something: the user's
 * name, and the files {@code org/postgresql/driverconfig.properties} on its class path.
 */
final class DriverDefaults {
  private static final String FILE = "org/postgresql/driverconfig.properties";

  private static final Properties DEFAULTS = load(Driver.class.getClassLoader());

  private DriverDefaults() {}

  /** New properties with these defaults beneath. */
  static Properties newProperties() {
    return new Properties(DEFAULTS);
  }

  static Properties load(ClassLoader loader) {
    Properties defaults = new Properties();
    String user = System.getProperty("user.name");
    if (user != null) {
      PGProperty.USER.set(defaults, user);
    }
    try {
      loadFiles(loader, defaults);
    } catch (IOException e) {
      // pgjdbc reads the same files when it opens a session, and says what is wrong with them.
      return defaults;
    }
    return defaults;
  }

  private static void loadFiles(ClassLoader loader, Properties defaults) throws IOException {
    List<URL> files = new ArrayList<>(Collections.list(loader.getResources(FILE)));
    // The first on the class path wins, so it comes last.
    Collections.reverse(files);
    for (URL file : files) {
      try (InputStream in = file.openStream()) {
        defaults.load(in);
      }
    }
  }
}
