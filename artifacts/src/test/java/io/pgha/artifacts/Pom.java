package io.pgha.artifacts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.xml.sax.SAXException;

/** A POM as it is written, without what it inherits. Elements are named by their path. */
record Pom(Path folder, Element project) {
  /** What a module needs. */
  record Dependency(String artifactId, String scope) {}

  static Pom in(Path folder) {
    try {
      return new Pom(
          folder,
          DocumentBuilderFactory.newInstance()
              .newDocumentBuilder()
              .parse(folder.resolve("pom.xml").toFile())
              .getDocumentElement());
    } catch (ParserConfigurationException | SAXException e) {
      throw new IllegalStateException(e);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String artifactId() {
    return text("artifactId").orElseThrow();
  }

  boolean packaged() {
    return !text("packaging").equals(Optional.of("pom"));
  }

  boolean published() {
    return !text("properties/maven.deploy.skip").equals(Optional.of("true"));
  }

  /** Those that are not optional, with the scope that is written down. */
  List<Dependency> dependencies() {
    return elements("dependencies/dependency")
        .filter(dependency -> !first(dependency, "optional").equals(Optional.of("true")))
        .map(
            dependency ->
                new Dependency(
                    first(dependency, "artifactId").orElseThrow(),
                    first(dependency, "scope").orElse("compile")))
        .toList();
  }

  /** What stands in the first element of this path. */
  Optional<String> text(String path) {
    return texts(path).stream().findFirst();
  }

  /** What stands in all elements of this path. */
  List<String> texts(String path) {
    return elements(path).map(Pom::content).toList();
  }

  private Stream<Element> elements(String path) {
    Stream<Element> found = Stream.of(project);
    for (String name : path.split("/", -1)) {
      found = found.flatMap(element -> children(element, name));
    }
    return found;
  }

  private static Optional<String> first(Element parent, String name) {
    return children(parent, name).map(Pom::content).findFirst();
  }

  private static String content(Element element) {
    return element.getTextContent().strip();
  }

  private static Stream<Element> children(Element parent, String name) {
    return IntStream.range(0, parent.getChildNodes().getLength())
        .<Node>mapToObj(parent.getChildNodes()::item)
        .filter(Element.class::isInstance)
        .map(Element.class::cast)
        .filter(element -> element.getTagName().equals(name));
  }

  @Override
  public String toString() {
    return artifactId();
  }
}
