package io.pgha.delegate;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.io.Writer;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.annotation.processing.AbstractProcessor;
import javax.annotation.processing.RoundEnvironment;
import javax.annotation.processing.SupportedAnnotationTypes;
import javax.lang.model.SourceVersion;
import javax.lang.model.element.AnnotationMirror;
import javax.lang.model.element.AnnotationValue;
import javax.lang.model.element.PackageElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.util.ElementFilter;
import javax.tools.Diagnostic;

/** Writes the classes that {@link Delegates} describes. */
@SupportedAnnotationTypes("io.pgha.delegate.Delegates")
public final class DelegatesProcessor extends AbstractProcessor {

  /** Called by the compiler. */
  public DelegatesProcessor() {}

  @Override
  public SourceVersion getSupportedSourceVersion() {
    return SourceVersion.latest();
  }

  @Override
  public boolean process(Set<? extends TypeElement> annotations, RoundEnvironment round) {
    ElementFilter.packagesIn(round.getElementsAnnotatedWith(Delegates.class))
        .forEach(this::generate);
    return false;
  }

  private void generate(PackageElement home) {
    Family family = new Family(interfacesOf(home));
    family.interfaces().forEach(type -> write(home, new DelegatingClass(family, type)));
  }

  private Set<TypeElement> interfacesOf(PackageElement home) {
    Set<TypeElement> interfaces = new LinkedHashSet<>();
    for (AnnotationMirror annotation : home.getAnnotationMirrors()) {
      for (AnnotationValue value : listed(annotation).toList()) {
        if (Family.isInterface(value.getValue())) {
          interfaces.add((TypeElement) ((DeclaredType) value.getValue()).asElement());
        } else {
          refuse(home, annotation, value);
        }
      }
    }
    return interfaces;
  }

  private static Stream<AnnotationValue> listed(AnnotationMirror annotation) {
    boolean ours = annotation.getAnnotationType().toString().equals(Delegates.class.getName());
    return ours
        ? annotation.getElementValues().values().stream().flatMap(v -> items(v))
        : Stream.of();
  }

  private static Stream<AnnotationValue> items(AnnotationValue array) {
    return ((List<?>) array.getValue()).stream().map(AnnotationValue.class::cast);
  }

  private void refuse(PackageElement home, AnnotationMirror annotation, AnnotationValue value) {
    String message = "@Delegates takes interfaces only, but %s is none".formatted(value.getValue());
    processingEnv
        .getMessager()
        .printMessage(Diagnostic.Kind.ERROR, message, home, annotation, value);
  }

  private void write(PackageElement home, DelegatingClass written) {
    String name = home.getQualifiedName() + "." + written.name();
    try (Writer file = processingEnv.getFiler().createSourceFile(name, home).openWriter()) {
      file.write(written.source(home.getQualifiedName().toString()));
    } catch (IOException e) {
      throw new UncheckedIOException("cannot write " + name, e);
    }
  }
}
