package io.pgha.testkit;

import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.LifecycleMethodExecutionExceptionHandler;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Gives a test class a cluster: started once, {@linkplain PatroniCluster#heal() healed} before each
 * test, closed at the end. When a test fails, the logs of all members are kept under {@code
 * target/patroni-logs}, and the failure names the folder.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final PatroniClusterExtension patroni =
 *     PatroniClusterExtension.with(PatroniCluster.builder().members(3));
 * }</pre>
 *
 * <p>Tests get the cluster from {@link #cluster()} or as a parameter of type {@link
 * PatroniCluster}.
 */
public final class PatroniClusterExtension
    implements BeforeAllCallback,
        BeforeEachCallback,
        AfterAllCallback,
        ParameterResolver,
        TestExecutionExceptionHandler,
        LifecycleMethodExecutionExceptionHandler {
  private static final Path LOGS = Path.of("target", "patroni-logs");

  private final PatroniClusterBuilder builder;

  /** Written by JUnit's thread before and after all tests of the class. */
  private volatile @Nullable PatroniCluster cluster;

  /** The class that the cluster was started for; nested classes share it. As {@link #cluster}. */
  private volatile @Nullable Class<?> startedFor;

  private PatroniClusterExtension(PatroniClusterBuilder builder) {
    this.builder = builder;
  }

  /**
   * {@return an extension for a static field: one cluster a class}
   *
   * @param builder what cluster to start
   */
  public static PatroniClusterExtension with(PatroniClusterBuilder builder) {
    return new PatroniClusterExtension(builder);
  }

  /**
   * {@return the running cluster}
   *
   * @throws IllegalStateException outside the tests of the class
   */
  public PatroniCluster cluster() {
    PatroniCluster running = cluster;
    if (running == null) {
      throw new IllegalStateException(
          "No cluster runs: is the extension in a static field with @RegisterExtension?");
    }
    return running;
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    if (cluster == null) {
      PatroniCluster started = builder.start();
      SecretsWatch.keep(started.password());
      SecretsWatch.keep(started.superuserPassword());
      cluster = started;
      startedFor = context.getRequiredTestClass();
    }
  }

  @Override
  public void beforeEach(ExtensionContext context) {
    try {
      cluster().heal();
    } catch (RuntimeException e) {
      throw keepLogs(context, e);
    }
  }

  @Override
  public void afterAll(ExtensionContext context) {
    PatroniCluster running = cluster;
    if (running != null && context.getRequiredTestClass() == startedFor) {
      cluster = null;
      running.close();
    }
  }

  @Override
  public void handleTestExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw keepLogs(context, failure);
  }

  @Override
  public void handleBeforeEachMethodExecutionException(ExtensionContext context, Throwable failure)
      throws Throwable {
    throw keepLogs(context, failure);
  }

  private <T extends Throwable> T keepLogs(ExtensionContext context, T failure) {
    Path folder = LOGS.resolve(folderName(context)).toAbsolutePath();
    try {
      cluster().saveLogs(folder);
      failure.addSuppressed(new LogsKept(folder));
    } catch (RuntimeException e) {
      failure.addSuppressed(e);
    }
    return failure;
  }

  private static String folderName(ExtensionContext context) {
    String test = context.getRequiredTestMethod().getName();
    return context.getRequiredTestClass().getName() + "." + test;
  }

  @Override
  public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
    return parameter.getParameter().getType() == PatroniCluster.class;
  }

  @Override
  public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
    return cluster();
  }

  /** Tells in a failure's stack trace where the logs are. */
  private static final class LogsKept extends Exception {
    private static final long serialVersionUID = 1L;

    LogsKept(Path folder) {
      super("Logs of etcd and all members: " + folder, null, false, false);
    }
  }
}
