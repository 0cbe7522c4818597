package io.pgha.proxy.emit;

import io.pgha.proxy.definition.Definition;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Which HAProxy configuration is wanted: the three stages of the article, or the best one. */
public enum HaproxyProfile {
  DEFAULT("default", "haproxy-default"),
  ARTICLE("article", "haproxy-article"),
  ARTICLE_PLAIN("article-plain", "haproxy-article"),
  ARTICLE_READ_ONLY("article-read-only", "haproxy-article");

  private final String word;
  private final String template;

  HaproxyProfile(String word, String template) {
    this.word = word;
    this.template = template;
  }

  /** The file. Equal definitions make equal files. */
  public String emit(Definition definition, @Nullable Path ownTemplate) {
    return Templates.text(template, ownTemplate, HaproxyModel.of(definition, word));
  }

  @Override
  public String toString() {
    return word;
  }
}
