package io.pgha.proxy;

import io.pgha.proxy.emit.Draft;
import io.pgha.proxy.emit.Installer;
import io.pgha.proxy.emit.SyntaxCheck;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** Where the text goes, and what makes it. Filled by picocli. */
final class OutputOptions {
  @Option(
      names = "--output",
      paramLabel = "PATH",
      description = "The file to write (keepalived for several hosts: its folder).")
  private @Nullable Path output;

  @Option(
      names = "--template",
      paramLabel = "FILE",
      description = "Your own instead of the built-in template.")
  private @Nullable Path template;

  @Option(names = "--no-check", description = "Do not have the program itself look at the file.")
  private boolean noCheck;

  @Nullable Path output() {
    return output;
  }

  @Nullable Path template() {
    return template;
  }

  void install(List<Draft> drafts, SyntaxCheck check, PrintWriter news) {
    installer(check, line -> news.println("pgha: " + line)).install(drafts);
  }

  /** Fails as installing them would, and changes nothing. */
  void rehearse(List<Draft> drafts, SyntaxCheck check) {
    installer(check, line -> {}).rehearse(drafts);
  }

  private Installer installer(SyntaxCheck check, Consumer<String> news) {
    return new Installer(noCheck ? null : check, news);
  }
}
