package io.pgha.interop;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * One cluster for all classes of a JVM: to start one takes longer than most of these tests. It is
 * healed before each test, and goes with the JVM.
 */
final class SharedCluster
    implements BeforeAllCallback, BeforeEachCallback, TestExecutionExceptionHandler {
  private static final PatroniClusterExtension PATRONI =
      PatroniClusterExtension.with(PatroniCluster.builder());

  static PatroniCluster cluster() {
    return PATRONI.cluster();
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    PATRONI.beforeAll(context);
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    PATRONI.beforeEach(context);
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    PATRONI.handleTestExecutionException(context, failure);
  }
}
