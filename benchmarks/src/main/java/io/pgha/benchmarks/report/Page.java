package io.pgha.benchmarks.report;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Objects;
import java.util.Properties;

/**
 * The report of all parts that were measured so far: {@code index.html}, with pictures, which needs
 * nothing beside it, and {@code report.md}. A part is its data in {@code raw} and its tables in
 * Markdown.
 */
public final class Page {
  /** In the order in which they are shown. */
  private static final List<String> PARTS = List.of("race", "jmh", "fleet");

  private static final String CHARTS = "/META-INF/resources/webjars/echarts/%s/dist/echarts.min.js";
  private static final String CHARTS_ARTIFACT =
      "/META-INF/maven/org.webjars.npm/echarts/pom.properties";
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final TypeReference<List<Goal>> GOALS = new TypeReference<>() {};

  private final Path folder;

  private Page(Path folder) {
    this.folder = folder;
  }

  /** Adds a part, or replaces it, and writes the report anew. */
  public static void write(Path folder, String part, Object data, String markdown)
      throws IOException {
    Page page = new Page(folder);
    Files.createDirectories(folder.resolve("raw"));
    put(page.data(part), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(data));
    put(page.tables(part), markdown);
    put(folder.resolve("index.html"), page.html());
    put(folder.resolve("report.md"), page.markdown());
  }

  /** A run that is stopped leaves the file that was there, or the new one. */
  private static void put(Path file, String text) throws IOException {
    Path written = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(written, text);
    Files.move(written, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** The data of a part; empty where it was not measured yet. */
  public static JsonNode read(Path folder, String part) throws IOException {
    Path data = new Page(folder).data(part);
    return Files.exists(data) ? JSON.readTree(Files.readAllBytes(data)) : JSON.missingNode();
  }

  private Path data(String part) {
    return folder.resolve("raw").resolve(part + ".json");
  }

  private Path tables(String part) {
    return folder.resolve(part + ".md");
  }

  private String html() throws IOException {
    return resource("page.html")
        .replace("/*STYLE*/", resource("page.css"))
        .replace("/*DATA*/", all())
        .replace("/*CHARTS*/", resource(CHARTS.formatted(chartsVersion())))
        .replace("/*PAGE*/", resource("page.js"));
  }

  private static String chartsVersion() throws IOException {
    Properties artifact = new Properties();
    artifact.load(new StringReader(resource(CHARTS_ARTIFACT)));
    return artifact.getProperty("version");
  }

  private String all() throws IOException {
    ObjectNode all = JSON.createObjectNode();
    for (String part : PARTS) {
      if (Files.exists(data(part))) {
        ObjectNode told = (ObjectNode) JSON.readTree(Files.readAllBytes(data(part)));
        all.set(part, told.put("notes", Notes.of(part, goals(told))));
      }
    }
    // What looks like the end of the script element would be it.
    return JSON.writeValueAsString(all).replace("</", "<\\/");
  }

  private static List<Goal> goals(JsonNode part) {
    return JSON.convertValue(part.path("goals"), GOALS);
  }

  private String markdown() throws IOException {
    StringBuilder text = new StringBuilder();
    for (String part : PARTS) {
      if (Files.exists(tables(part))) {
        text.append(Files.readString(tables(part))).append('\n');
      }
    }
    return text.toString();
  }

  private static String resource(String name) throws IOException {
    try (InputStream in = Page.class.getResourceAsStream(name)) {
      return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
