package io.pgha.delegate;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * Asks the compiler to write, into the annotated package, one abstract base class per interface
 * that hands every call to a delegate: {@code DelegatingStatement} for {@code java.sql.Statement}.
 *
 * <ul>
 *   <li>Default methods are handed over like all others.
 *   <li>An {@code SQLException} of the delegate is replaced by what the abstract {@code
 *       failed(SQLException)} returns. Other exceptions, narrower declared ones included, pass
 *       untouched.
 *   <li>A method that runs a statement first calls the abstract {@code beforeExecute()}; what that
 *       throws does not pass through {@code failed}. At the end, however it ends, it calls the
 *       abstract {@code afterExecute()}. What the delegate throws is replaced by what the abstract
 *       {@code executionFailed(String, SQLException)} returns, which is given the SQL that the call
 *       was given. Those are the methods whose name starts with {@code execute}, or is {@code
 *       insertRow}, {@code updateRow}, {@code deleteRow} or {@code refreshRow}, and of {@code
 *       java.sql.DatabaseMetaData}, which does not tell which of its methods ask the server, all
 *       that may throw an {@code SQLException}.
 *   <li>A result whose type is itself listed is handed to an abstract {@code wrap}, unless null.
 *   <li>{@code unwrap}, {@code isWrapperFor}, {@code getConnection} and {@code getStatement} stay
 *       abstract: their answer is the wrapper, not the delegate.
 *   <li>An interface that extends a listed one gets a class that extends that one's class.
 *   <li>The delegate is a final field. Only {@code java.sql.Connection} has an abstract method
 *       {@code delegate()} instead, asked once per call; what it throws does not pass through
 *       {@code failed}, and methods that may not throw {@code SQLException} stay abstract.
 * </ul>
 *
 * <p>Interfaces with type parameters are not supported.
 */
@Documented
@Retention(RetentionPolicy.SOURCE)
@Target(ElementType.PACKAGE)
public @interface Delegates {

  /** {@return the interfaces to write base classes for, in any order} */
  Class<?>[] value();
}
