package io.pgha.delegate;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.Modifier;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.DeclaredType;
import javax.lang.model.type.TypeMirror;
import javax.lang.model.util.ElementFilter;

/** The interfaces listed in one {@link Delegates}, and how they extend each other. */
record Family(Set<TypeElement> interfaces) {

  static boolean isInterface(Object type) {
    return type instanceof DeclaredType declared && declared.asElement().getKind().isInterface();
  }

  /** Whether the delegate of {@code type} may be another one at each call. */
  static boolean isRoutedLate(TypeElement type) {
    return type.getQualifiedName().contentEquals("java.sql.Connection");
  }

  /** Whether any method of {@code type} may run a statement. */
  static boolean asksTheServer(TypeElement type) {
    return type.getQualifiedName().contentEquals("java.sql.DatabaseMetaData");
  }

  boolean contains(TypeMirror type) {
    return type instanceof DeclaredType declared && interfaces.contains(declared.asElement());
  }

  /** The nearest listed interface that {@code type} extends. */
  Optional<TypeElement> parentOf(TypeElement type) {
    for (TypeElement extended : extendedBy(type)) {
      Optional<TypeElement> nearest =
          interfaces.contains(extended) ? Optional.of(extended) : parentOf(extended);
      if (nearest.isPresent()) {
        return nearest;
      }
    }
    return Optional.empty();
  }

  boolean isParent(TypeElement type) {
    return interfaces.stream().anyMatch(other -> parentOf(other).filter(type::equals).isPresent());
  }

  /** The instance methods of {@code type} that its parent does not have. */
  Collection<ExecutableElement> methodsOf(TypeElement type) {
    Map<String, ExecutableElement> methods = new LinkedHashMap<>();
    collect(type, parentOf(type), methods);
    return methods.values();
  }

  private static void collect(
      TypeElement type, Optional<TypeElement> parent, Map<String, ExecutableElement> methods) {
    for (ExecutableElement method : ElementFilter.methodsIn(type.getEnclosedElements())) {
      if (!method.getModifiers().contains(Modifier.STATIC)) {
        // toString is name and parameter types, so a redeclared method wins over its ancestor.
        methods.putIfAbsent(method.toString(), method);
      }
    }
    extendedBy(type).stream()
        .filter(extended -> !parent.filter(extended::equals).isPresent())
        .forEach(extended -> collect(extended, parent, methods));
  }

  private static List<TypeElement> extendedBy(TypeElement type) {
    return type.getInterfaces().stream()
        .map(extended -> (TypeElement) ((DeclaredType) extended).asElement())
        .toList();
  }
}
