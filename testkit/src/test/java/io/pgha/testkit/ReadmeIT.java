package io.pgha.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;
import static org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder.request;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.platform.launcher.core.LauncherFactory;
import org.junit.platform.launcher.listeners.SummaryGeneratingListener;

/** The examples of the README in Java, as they stand there; "…" marks what only illustrates. */
final class ReadmeIT {
  private static final Pattern JAVA = Pattern.compile("```java\n(.*?)```", Pattern.DOTALL);
  private static final String TEST = "final class FailoverIT";

  private static final String IMPORTS =
      """
      import static org.junit.jupiter.api.Assertions.*;
      import io.pgha.testkit.*;
      import org.junit.jupiter.api.*;
      import org.junit.jupiter.api.extension.*;
      """;

  private static final String CLASS =
      """
      public class Example implements java.util.function.Consumer<PatroniCluster> {
        @Override public void accept(PatroniCluster given) { try { %s } catch (Exception e) { throw new RuntimeException(e); } }
      }
      """;

  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(1));

  @TempDir private Path folder = Path.of("");

  @Test
  void theTestPasses() throws Exception {
    List<String> tests = snippets().filter(each -> each.startsWith(TEST)).toList();
    assertThat(tests).hasSize(1);
    try (URLClassLoader loader = compiled("FailoverIT", tests.get(0))) {
      SummaryGeneratingListener listener = new SummaryGeneratingListener();
      LauncherFactory.create()
          .execute(
              request().selectors(selectClass(loader.loadClass("FailoverIT"))).build(), listener);
      assertThat(listener.getSummary().getTestsSucceededCount()).isEqualTo(1);
      assertThat(listener.getSummary().getFailures()).isEmpty();
    }
  }

  @Test
  void theOtherExamplesRun() throws Exception {
    List<String> examples =
        snippets().filter(each -> !each.startsWith(TEST) && !each.contains("…")).toList();
    assertThat(examples).hasSize(3);
    for (String each : examples) {
      run(each);
    }
  }

  /** What it says of "cluster" is about the given one, and what it starts without an end ends. */
  private void run(String example) throws Exception {
    String code =
        (example.contains("PatroniCluster cluster") ? "" : "PatroniCluster cluster = given;")
            + example
            + (example.contains("standby =") ? "standby.close(); main.close();" : "");
    try (URLClassLoader loader = compiled("Example", CLASS.formatted(code))) {
      @SuppressWarnings("unchecked") // It is what the class says.
      Consumer<PatroniCluster> made =
          (Consumer<PatroniCluster>)
              loader.loadClass("Example").getDeclaredConstructor().newInstance();
      made.accept(patroni.cluster());
    }
  }

  private static Stream<String> snippets() throws IOException {
    return JAVA.matcher(Files.readString(Path.of("README.md")))
        .results()
        .map(found -> found.group(1));
  }

  private URLClassLoader compiled(String name, String code) throws IOException {
    Path source = Files.writeString(folder.resolve(name + ".java"), IMPORTS + code);
    int status =
        ToolProvider.getSystemJavaCompiler()
            .run(null, null, null, "-proc:none", "-d", folder.toString(), source.toString());
    assertThat(status).as("javac's status for\n" + code).isZero();
    return new URLClassLoader(new URL[] {folder.toUri().toURL()}, getClass().getClassLoader());
  }
}
