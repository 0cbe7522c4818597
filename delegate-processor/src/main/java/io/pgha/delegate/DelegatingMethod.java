package io.pgha.delegate;

import java.util.Set;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import javax.lang.model.element.ExecutableElement;
import javax.lang.model.element.TypeElement;
import javax.lang.model.type.TypeKind;
import javax.lang.model.type.TypeMirror;

/** One override to be written into the class of {@code type}. */
record DelegatingMethod(
    ExecutableElement method, TypeElement type, Family family, Imports imports) {

  private static final Set<String> WRITTEN_BY_HAND =
      Set.of("unwrap", "isWrapperFor", "getConnection", "getStatement");
  private static final Set<String> OF_ROWS =
      Set.of("insertRow", "updateRow", "deleteRow", "refreshRow");
  private static final int LINE = 100;

  boolean isWritten() {
    boolean byHand = WRITTEN_BY_HAND.contains(method.getSimpleName().toString());
    return !byHand && (!Family.isRoutedLate(type) || throwsSqlException());
  }

  boolean executes() {
    String name = method.getSimpleName().toString();
    return Family.asksTheServer(type) || name.startsWith("execute") || OF_ROWS.contains(name);
  }

  boolean isWrapped() {
    return family.contains(method.getReturnType());
  }

  String result() {
    return imports.shorten(method.getReturnType());
  }

  String source() {
    String body = throwsSqlException() ? guardedCall() : call();
    return "\n  @Override\n%s {\n%s  }\n".formatted(signature(), body.indent(4));
  }

  private String guardedCall() {
    String delegate = imports.shorten(type) + " delegate = delegate();\n";
    return (executes() ? "beforeExecute();\n" : "")
        + (Family.isRoutedLate(type) ? delegate : "")
        + "try {\n%s} catch (SQLException e) {\n  throw %s;\n}%s\n"
            .formatted(
                call().indent(2), failure(), executes() ? " finally {\n  afterExecute();\n}" : "");
  }

  private String failure() {
    if (!executes()) {
      return "failed(e)";
    }
    return "executionFailed(%s, e)".formatted(takesSql() ? "arg0" : "null");
  }

  private boolean takesSql() {
    return method.getSimpleName().toString().startsWith("execute")
        && !method.getParameters().isEmpty()
        && parameterType(0).equals("String");
  }

  private String call() {
    String call = "delegate.%s(%s)".formatted(method.getSimpleName(), parameters(i -> "arg" + i));
    if (isWrapped()) {
      return "%s result = %s;\nreturn result == null ? null : wrap(result);\n"
          .formatted(result(), call);
    }
    return (method.getReturnType().getKind() == TypeKind.VOID ? "" : "return ") + call + ";\n";
  }

  private String signature() {
    String start =
        "  public %s%s %s(".formatted(typeParameters(), result(), method.getSimpleName());
    String parameters = parameters(i -> parameterType(i) + " arg" + i) + ")";
    String line = start + parameters + thrown(" ");
    return line.length() + " {".length() <= LINE
        ? line
        : start + "\n      " + parameters + thrown("\n      ");
  }

  private String typeParameters() {
    return method.getTypeParameters().isEmpty()
        ? ""
        : "<%s> ".formatted(method.getTypeParameters());
  }

  // Numbered, because only some JDKs know the parameter names of platform classes.
  private String parameters(IntFunction<String> parameter) {
    return IntStream.range(0, method.getParameters().size())
        .mapToObj(parameter)
        .collect(Collectors.joining(", "));
  }

  private String parameterType(int index) {
    return imports.shorten(method.getParameters().get(index).asType());
  }

  private String thrown(String separator) {
    return method.getThrownTypes().isEmpty()
        ? ""
        : separator + "throws " + imports.shorten(method.getThrownTypes());
  }

  private boolean throwsSqlException() {
    return method.getThrownTypes().stream().anyMatch(DelegatingMethod::isSqlException);
  }

  private static boolean isSqlException(TypeMirror thrown) {
    return thrown.toString().equals("java.sql.SQLException");
  }
}
