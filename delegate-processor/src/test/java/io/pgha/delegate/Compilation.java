package io.pgha.delegate;

import java.io.IOException;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import javax.tools.DiagnosticCollector;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

/** What the compiler, with our processor and with warnings as errors, makes of some sources. */
record Compilation(boolean succeeded, String messages, Path directory, URLClassLoader loader)
    implements AutoCloseable {

  /** Compiles {@code sources}, by file name, into {@code directory}. */
  static Compilation of(Map<String, String> sources, Path directory) throws IOException {
    JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
    DiagnosticCollector<JavaFileObject> diagnostics = new DiagnosticCollector<>();
    List<JavaFileObject> files = sources.entrySet().stream().map(Compilation::file).toList();
    JavaCompiler.CompilationTask task =
        compiler.getTask(null, null, diagnostics, options(directory), null, files);
    task.setProcessors(List.of(new DelegatesProcessor()));
    boolean succeeded = task.call();
    URL[] classes = {directory.toUri().toURL()};
    return new Compilation(
        succeeded, messages(diagnostics), directory, new URLClassLoader(classes));
  }

  private static List<String> options(Path directory) {
    String lint = "-Xlint:all,-processing,-options,-classfile";
    String classPath = System.getProperty("java.class.path");
    return List.of(
        "--release", "17", lint, "-Werror", "-cp", classPath, "-d", directory.toString());
  }

  private static JavaFileObject file(Map.Entry<String, String> source) {
    URI name = URI.create("string:///sample/" + source.getKey());
    return new SimpleJavaFileObject(name, JavaFileObject.Kind.SOURCE) {
      @Override
      public CharSequence getCharContent(boolean ignoreEncodingErrors) {
        return source.getValue();
      }
    };
  }

  private static String messages(DiagnosticCollector<JavaFileObject> diagnostics) {
    return diagnostics.getDiagnostics().stream()
        .map(diagnostic -> diagnostic.getMessage(Locale.ROOT))
        .collect(Collectors.joining("\n"));
  }

  /** The class {@code name} of package {@code sample}. */
  Class<?> load(String name) throws ClassNotFoundException {
    return loader.loadClass("sample." + name);
  }

  /** The generated source of the class {@code name} of package {@code sample}. */
  String source(String name) throws IOException {
    return Files.readString(directory.resolve("sample").resolve(name + ".java"));
  }

  @Override
  public void close() throws IOException {
    loader.close();
  }
}
