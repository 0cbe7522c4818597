package io.pgha.hikari;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import javax.tools.ToolProvider;

/** A piece of Java from the documentation, made into a class and run. */
final class Snippet {
  private static final String BEFORE =
      """
      import com.zaxxer.hikari.*;
      import io.pgha.hikari.*;
      import java.sql.*;
      public class Example implements java.util.concurrent.Callable<Void> {
        @Override public Void call() throws Exception {
      """;
  private static final String AFTER = "\nreturn null; } }\n";

  private Snippet() {}

  /** Compiles and runs it, with files in this folder. */
  static void run(String code, Path folder) throws Exception {
    compile(code, folder);
    URL[] classes = {folder.toUri().toURL()};
    try (URLClassLoader loader = new URLClassLoader(classes, Snippet.class.getClassLoader())) {
      Class<?> example = loader.loadClass("Example");
      ((java.util.concurrent.Callable<?>) example.getDeclaredConstructor().newInstance()).call();
    }
  }

  private static void compile(String code, Path folder) throws IOException {
    Path source = folder.resolve("Example.java");
    Files.writeString(source, BEFORE + code + AFTER);
    int result =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    if (result != 0) {
      throw new IllegalArgumentException("This does not compile:\n" + code);
    }
  }
}
