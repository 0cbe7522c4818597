package io.pgha.proxy.emit;

import freemarker.cache.StringTemplateLoader;
import freemarker.template.Configuration;
import freemarker.template.DefaultObjectWrapper;
import freemarker.template.Template;
import freemarker.template.TemplateException;
import freemarker.template.TemplateExceptionHandler;
import io.pgha.proxy.definition.BundledText;
import io.pgha.proxy.definition.ProblemException;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Templates of FreeMarker, and the text that they make of a model. */
public final class Templates {
  /** The built-in ones. */
  public static final List<String> NAMES =
      List.of("haproxy-default", "haproxy-article", "keepalived-default", "keepalived-article");

  private static final Configuration CONFIGURATION = configuration();

  private Templates() {}

  private static Configuration configuration() {
    Configuration configuration = new Configuration(Configuration.VERSION_2_3_34);
    configuration.setObjectWrapper(new DefaultObjectWrapper(Configuration.VERSION_2_3_34));
    configuration.setTemplateExceptionHandler(TemplateExceptionHandler.RETHROW_HANDLER);
    configuration.setLogTemplateExceptions(false);
    configuration.setWrapUncheckedExceptions(true);
    configuration.setNumberFormat("computer");
    configuration.setTemplateLoader(new StringTemplateLoader());
    return configuration;
  }

  /** The text of a built-in template. */
  public static String builtIn(String name) {
    return BundledText.beside(Templates.class, name + ".ftl");
  }

  /**
   * The text that a template makes of a model.
   *
   * @param own file of a template instead of the built-in one
   * @throws ProblemException if that template cannot be read, or is wrong
   */
  static String text(String builtIn, @Nullable Path own, Object model) {
    String name = own == null ? builtIn : own.toString();
    String source = own == null ? builtIn(builtIn) : read(own);
    StringWriter text = new StringWriter();
    try {
      new Template(name, source, CONFIGURATION).process(model, text);
    } catch (TemplateException | IOException e) {
      throw new ProblemException("Template " + name + ": " + firstLine(e.getMessage()), e);
    }
    return text.toString();
  }

  private static String firstLine(@Nullable String message) {
    return String.valueOf(message).lines().limit(3).reduce((a, b) -> a + " " + b).orElse("");
  }

  private static String read(Path own) {
    try {
      return Files.readString(own);
    } catch (IOException e) {
      throw ProblemException.unreadable("the template " + own, e);
    }
  }
}
