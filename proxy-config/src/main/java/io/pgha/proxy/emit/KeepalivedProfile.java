package io.pgha.proxy.emit;

import io.pgha.proxy.definition.Settings;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Which keepalived configuration is wanted: the article's form, or the best one. */
public enum KeepalivedProfile {
  DEFAULT("default"),
  ARTICLE("article");

  private final String word;

  KeepalivedProfile(String word) {
    this.word = word;
  }

  /**
   * A file for each host, by its name.
   *
   * @param random makes the secret, if one is needed and there is none yet
   */
  public Map<String, String> emit(
      Settings settings, RandomGenerator random, @Nullable Path ownTemplate) {
    plan(settings);
    String secret =
        hasSecret(settings) ? Secret.of(settings.keepalived().secretFile(), random) : "";
    return emit(settings, secret, ownTemplate);
  }

  /** The same with this secret, and no file of it. */
  public Map<String, String> emit(Settings settings, String secret, @Nullable Path ownTemplate) {
    VrrpPlan plan = plan(settings);
    Map<String, String> files = new LinkedHashMap<>();
    plan.hosts()
        .forEach(
            host ->
                files.put(
                    host.name(),
                    Templates.text(
                        "keepalived-" + word,
                        ownTemplate,
                        KeepalivedModel.of(word, plan, host, settings, secret))));
    return files;
  }

  private VrrpPlan plan(Settings settings) {
    VrrpPlan plan = VrrpPlan.of(settings);
    if (this == DEFAULT) {
      plan.checkPriorities();
    }
    return plan;
  }

  /** Version 3 of VRRP has none. */
  public boolean hasSecret(Settings settings) {
    return this == ARTICLE || settings.keepalived().version() == 2;
  }

  @Override
  public String toString() {
    return word;
  }
}
