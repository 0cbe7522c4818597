package io.pgha.delegate;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.lang.model.element.TypeElement;

/** One class to be written, as {@link Delegates} describes it. Not thread-safe. */
final class DelegatingClass {
  private static final String FAILED =
      """

        /** What to throw when the delegate has thrown {@code e}. */
        abstract SQLException failed(SQLException e);
      """;
  private static final String BEFORE_EXECUTE =
      """

        /** Comes before execution; what this throws does not pass through {@code failed}. */
        abstract void beforeExecute() throws SQLException;
      """;
  private static final String AFTER_EXECUTE =
      """

        /** Comes after execution, also when it has failed. */
        abstract void afterExecute();
      """;
  private static final String EXECUTION_FAILED =
      """

        /** As {@code failed}, of an execution; {@code sql} is null where it was given before. */
        abstract SQLException executionFailed(String sql, SQLException e);
      """;
  private static final String WRAP =
      """

        /** What to return when the delegate has returned {@code result}, which is not null. */
        abstract %1$s wrap(%1$s result);
      """;

  private final Imports imports = new Imports();
  private final TypeElement type;
  private final Optional<DelegatingClass> parent;
  private final boolean generic;
  private final List<DelegatingMethod> methods;

  DelegatingClass(Family family, TypeElement type) {
    this.type = type;
    parent = family.parentOf(type).map(extended -> new DelegatingClass(family, extended));
    generic = parent.isPresent() || family.isParent(type);
    methods =
        family.methodsOf(type).stream()
            .map(method -> new DelegatingMethod(method, type, family, imports))
            .filter(DelegatingMethod::isWritten)
            .toList();
  }

  String name() {
    return "Delegating" + type.getSimpleName();
  }

  String source(String home) {
    String members = holder() + hooks() + overrides();
    return """
    // Written by the compiler because of @Delegates on this package; do not edit.
    package %s;

    %s
    @Generated("%s")
    @NullUnmarked
    @SuppressWarnings({"deprecation", "rawtypes", "removal", "unchecked"})
    %s {
    %s}
    """
        .formatted(home, imports(), DelegatesProcessor.class.getName(), declaration(), members);
  }

  private String imports() {
    imports.shorten("java.sql.SQLException");
    imports.shorten("javax.annotation.processing.Generated");
    imports.shorten("org.jspecify.annotations.NullUnmarked");
    return imports.statements();
  }

  private String declaration() {
    String parameter = generic ? "<S extends %s>".formatted(shortType()) : "";
    String extending = parent.map(p -> "\n    extends %s<S>".formatted(p.name())).orElse("");
    return "abstract class %s%s%s implements %s"
        .formatted(name(), parameter, extending, shortType());
  }

  /** The method or field that holds the delegate, and the constructor. */
  private String holder() {
    if (Family.isRoutedLate(type)) {
      return """
        /** What one call goes to; what this throws does not pass through {@code failed}. */
        abstract %s delegate() throws SQLException;
      """
          .formatted(shortType());
    }
    String held = generic ? "S" : shortType();
    String field = parent.isPresent() ? "" : "  final %s delegate;\n\n".formatted(held);
    String assignment = parent.isPresent() ? "super(delegate)" : "this.delegate = delegate";
    return field + "  %s(%s delegate) {\n    %s;\n  }\n".formatted(name(), held, assignment);
  }

  private String hooks() {
    Set<String> hooks = allHooks();
    parent.ifPresent(extended -> hooks.removeAll(extended.allHooks()));
    return String.join("", hooks);
  }

  /** The abstract methods that the overrides call, inherited ones too. */
  private Set<String> allHooks() {
    Set<String> hooks = new LinkedHashSet<>();
    hooks.add(FAILED);
    parent.ifPresent(extended -> hooks.addAll(extended.allHooks()));
    if (methods.stream().anyMatch(DelegatingMethod::executes)) {
      hooks.add(BEFORE_EXECUTE);
      hooks.add(AFTER_EXECUTE);
      hooks.add(EXECUTION_FAILED);
    }
    methods.stream()
        .filter(DelegatingMethod::isWrapped)
        .forEach(method -> hooks.add(WRAP.formatted(method.result())));
    return hooks;
  }

  private String overrides() {
    return methods.stream().map(DelegatingMethod::source).collect(Collectors.joining());
  }

  private String shortType() {
    return imports.shorten(type);
  }
}
