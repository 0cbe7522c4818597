package io.pgha.driver.jdbc;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One wrapper class that must hand over every call.
 *
 * @param name what test reports call the class
 * @param type the JDBC interface it implements
 * @param factory makes the wrapper
 * @param writtenByHand methods that do something else, as {@code getArray(int,Map)}, each with the
 *     reason
 */
record DelegationContract<T>(
    String name, Class<T> type, Factory<T> factory, Map<String, String> writtenByHand) {

  /** Makes a wrapper that passes every {@code SQLException} of its delegate through a function. */
  interface Factory<T> {
    T wrap(T delegate, UnaryOperator<SQLException> failed);
  }

  /** One method that the wrapper must hand over. */
  record Case(DelegationContract<?> contract, Method method) {
    boolean throwsSqlException() {
      return Arrays.asList(method.getExceptionTypes()).contains(SQLException.class);
    }

    @Override
    public String toString() {
      return contract.name() + "." + signature(method);
    }
  }

  T wrap(RecordingDelegate delegate, UnaryOperator<SQLException> failed) {
    return factory.wrap(delegate.as(type), failed);
  }

  Stream<Case> cases() {
    return methods()
        .filter(method -> !writtenByHand.containsKey(signature(method)))
        .map(method -> new Case(this, method));
  }

  Stream<Method> methods() {
    return Arrays.stream(type.getMethods()).filter(m -> !Modifier.isStatic(m.getModifiers()));
  }

  static String signature(Method method) {
    return Arrays.stream(method.getParameterTypes())
        .map(Class::getSimpleName)
        .collect(Collectors.joining(",", method.getName() + "(", ")"));
  }

  @Override
  public String toString() {
    return name;
  }
}
