package io.pgha.driver.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.pgha.testkit.PatroniCluster;
import io.pgha.testkit.PatroniClusterExtension;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.net.MalformedURLException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import jdk.jfr.Recording;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What remains of a web application once its container has stopped it: nothing. A thread that still
 * ran its code, or the driver's, would keep its class loader.
 */
final class UndeployIT {
  private static final Duration DEADLINE = Duration.ofSeconds(20);

  @RegisterExtension
  static final PatroniClusterExtension patroni =
      PatroniClusterExtension.with(PatroniCluster.builder().members(1));

  /** Frameworks have such ones; threads that are made meanwhile would take it over. */
  private static final InheritableThreadLocal<ClassLoader> REQUEST = new InheritableThreadLocal<>();

  private final PatroniCluster cluster = patroni.cluster();
  private final Path classes;
  private String parameters = "";
  private int loaders;

  UndeployIT(@TempDir Path classes) throws IOException {
    this.classes = classes;
    Jars.copy(PlainApplication.class, classes);
  }

  /**
   * DriverManager looks for drivers only once, through the class loader of who comes first, which
   * must not be an application here; containers see to it in the same way.
   */
  @BeforeAll
  static void haveDriverManagerLook() {
    DriverManager.getDrivers();
  }

  @RepeatedTest(5)
  void leavesNothingOfAnApplicationThatBroughtTheDriver() throws Exception {
    WeakReference<ClassLoader> application = deployUseAndUndeploy();
    awaitCollected(application);
    assertThat(threads()).noneMatch(name -> name.startsWith("OkHttp") || name.startsWith("Okio"));
  }

  @Test
  void leavesNothingOfAnApplicationWhoseEventsAreRecorded() throws Exception {
    WeakReference<ClassLoader> application;
    try (Recording recording = new Recording()) {
      recording.enable("io.pgha.RouteDecided");
      recording.start();
      application = deployUseAndUndeploy();
    }
    awaitCollected(application);
  }

  @Test
  void leavesNothingOfAnApplicationThatSharedTheDriverWithOthers() throws Exception {
    try (URLClassLoader driver = loader(Jars.allInOneAndPgjdbc(), jdk())) {
      WeakReference<ClassLoader> application = useAndUndeploy(driver);
      awaitCollected(application);
      undeploy(driver);
    }
  }

  /** Which class loaders pgjdbc asks for the driver's classes. */
  @ParameterizedTest
  @ValueSource(strings = {"driver", "driver-first"})
  void leavesNothingOfAnApplicationWhosePgjdbcIsTheContainers(String strategy) throws Exception {
    parameters = "classLoaderStrategy=" + strategy;
    try (URLClassLoader container = loader(List.of(Jars.pgjdbc()), jdk())) {
      awaitCollected(deployUseAndUndeploy(List.of(Jars.allInOne(), classes), container));
    }
  }

  /** As in a server that has the driver in its own folder, and one thread for all requests. */
  @Test
  void leavesNothingOfTenDeploymentsBesideTheServersDriver() throws Exception {
    ExecutorService server = Executors.newSingleThreadExecutor();
    try {
      awaitCollected(serveTenDeployments(server));
    } finally {
      server.shutdownNow();
    }
  }

  private WeakReference<ClassLoader> serveTenDeployments(ExecutorService server) throws Exception {
    try (URLClassLoader shared = loader(Jars.allInOneAndPgjdbc(), jdk())) {
      for (int deployment = 1; deployment <= 10; deployment++) {
        awaitCollected(server.submit(() -> serveOneDeployment(shared)).get());
        assertThat(monitorsOf(shared)).hasSize(1);
        await().atMost(DEADLINE).until(() -> beansOf(shared).size() == 1);
      }
      undeploy(shared);
      awaitEndOfThreads(shared);
      assertThat(beansOf(shared)).isEmpty();
      return new WeakReference<>(shared);
    }
  }

  /** Who undeploys waits a second for them, which may not be enough on a slow machine. */
  private static void awaitEndOfThreads(ClassLoader loader) {
    await().atMost(DEADLINE).until(() -> threadsRunningCodeOf(loader).isEmpty());
  }

  private WeakReference<ClassLoader> serveOneDeployment(ClassLoader shared) throws Exception {
    try (URLClassLoader application = loader(List.of(classes), shared)) {
      REQUEST.set(application);
      use(application);
      assertThat(main(application).getMethod("registrations").invoke(null)).isEqualTo(1L);
      return new WeakReference<>(application);
    } finally {
      REQUEST.remove();
    }
  }

  private static List<Thread> monitorsOf(ClassLoader loader) {
    return threadsRunningCodeOf(loader).stream()
        .filter(thread -> thread.getName().startsWith("pgha-monitor-"))
        .toList();
  }

  private static List<ObjectName> beansOf(ClassLoader loader) throws JMException {
    MBeanServer beans = ManagementFactory.getPlatformMBeanServer();
    List<ObjectName> found = new ArrayList<>();
    for (ObjectName bean : beans.queryNames(new ObjectName("io.pgha:*"), null)) {
      if (beans.getClassLoaderFor(bean) == loader) {
        found.add(bean);
      }
    }
    return found;
  }

  private WeakReference<ClassLoader> deployUseAndUndeploy() throws Exception {
    List<Path> classPath =
        Stream.concat(Jars.allInOneAndPgjdbc().stream(), Stream.of(classes)).toList();
    return deployUseAndUndeploy(classPath, jdk());
  }

  private WeakReference<ClassLoader> deployUseAndUndeploy(List<Path> classPath, ClassLoader parent)
      throws Exception {
    try (URLClassLoader application = loader(classPath, parent)) {
      use(application);
      deregisterDrivers(application, application);
      awaitEndOfThreads(application);
      return new WeakReference<>(application);
    }
  }

  private WeakReference<ClassLoader> useAndUndeploy(ClassLoader shared) throws Exception {
    try (URLClassLoader application = loader(List.of(classes), shared)) {
      use(application);
      return new WeakReference<>(application);
    }
  }

  private void undeploy(ClassLoader shared) throws Exception {
    try (URLClassLoader container = loader(List.of(classes), shared)) {
      deregisterDrivers(container, shared);
    }
  }

  private void use(ClassLoader application) throws Exception {
    ClassLoader before = Thread.currentThread().getContextClassLoader();
    Thread.currentThread().setContextClassLoader(application);
    try {
      Object read =
          main(application)
              .getMethod("use", String.class, String.class, String.class)
              .invoke(
                  null,
                  new ClusterClient(cluster).url(parameters),
                  cluster.user(),
                  cluster.password());
      assertThat(read).isEqualTo("42 with read only on");
    } finally {
      Thread.currentThread().setContextClassLoader(before);
    }
  }

  private static void deregisterDrivers(ClassLoader caller, ClassLoader owner) throws Exception {
    main(caller).getMethod("deregisterDrivers", ClassLoader.class).invoke(null, owner);
  }

  private static Class<?> main(ClassLoader application) throws ClassNotFoundException {
    Class<?> main = application.loadClass(PlainApplication.class.getName());
    assertThat(main.getClassLoader()).isSameAs(application);
    return main;
  }

  private static ClassLoader jdk() {
    return ClassLoader.getPlatformClassLoader();
  }

  private URLClassLoader loader(List<Path> classPath, ClassLoader parent)
      throws MalformedURLException {
    URL[] urls = new URL[classPath.size()];
    for (int i = 0; i < urls.length; i++) {
      urls[i] = classPath.get(i).toUri().toURL();
    }
    return new URLClassLoader("loader-" + ++loaders, urls, parent);
  }

  /** The container closes the class loader next: who runs its code then may miss a class. */
  private static List<Thread> threadsRunningCodeOf(ClassLoader loader) {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(
            thread ->
                Stream.of(thread.getValue())
                    .anyMatch(frame -> loader.getName().equals(frame.getClassLoaderName())))
        .map(Map.Entry::getKey)
        .toList();
  }

  private static void awaitCollected(WeakReference<ClassLoader> application) {
    await()
        .atMost(DEADLINE)
        .untilAsserted(
            () -> {
              System.gc();
              assertThat(application.get()).as("class loader; threads: %s", threads()).isNull();
            });
  }

  private static Set<String> threads() {
    return Thread.getAllStackTraces().keySet().stream()
        .map(Thread::getName)
        .collect(Collectors.toSet());
  }
}
