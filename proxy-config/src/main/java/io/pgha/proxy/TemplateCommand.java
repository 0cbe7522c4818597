package io.pgha.proxy;

import io.pgha.proxy.definition.ProblemException;
import io.pgha.proxy.definition.SettingsReader;
import io.pgha.proxy.emit.Templates;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code pgha template}: filled by picocli. */
@Command(
    name = "template",
    description = "Prints a built-in template, to change and give to --template; or the settings.",
    mixinStandardHelpOptions = true)
final class TemplateCommand implements Runnable {
  private static final String SETTINGS = "settings";

  @Parameters(paramLabel = "NAME", description = "haproxy-default, haproxy-article, …, settings")
  private String name = "";

  @Spec private CommandSpec spec = CommandSpec.create();

  @Override
  public void run() {
    spec.commandLine().getOut().print(text());
    spec.commandLine().getOut().flush();
  }

  private String text() {
    if (name.equals(SETTINGS)) {
      return SettingsReader.defaults();
    }
    if (!Templates.NAMES.contains(name)) {
      throw new ProblemException(
          "There is no template \"%s\", but %s and %s".formatted(name, Templates.NAMES, SETTINGS));
    }
    return Templates.builtIn(name);
  }
}
