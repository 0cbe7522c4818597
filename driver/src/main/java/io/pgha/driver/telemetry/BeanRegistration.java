package io.pgha.driver.telemetry;

import io.pgha.driver.topology.View;
import java.net.URI;
import java.util.function.Supplier;
import java.util.function.ToIntFunction;

/** A cluster's JMX bean, on its way in and out. Thread-safe. */
interface BeanRegistration extends AutoCloseable {
  /** Where the JVM has JMX. */
  static BeanRegistration of(
      String cluster, Supplier<View> view, ToIntFunction<URI> sessions, Counters counters) {
    return Present.has("java.lang.management.ManagementFactory")
        ? new JmxRegistration(new ClusterBean(cluster, view, sessions, counters))
        : new None();
  }

  /** Has operators see it, if they do not yet. */
  void register();

  /** For good. */
  @Override
  void close();

  /** There is no JMX. */
  final class None implements BeanRegistration {
    @Override
    public void register() {}

    @Override
    public void close() {}
  }
}
