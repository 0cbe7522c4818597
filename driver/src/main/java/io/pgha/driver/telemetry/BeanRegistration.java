package io.pgha.driver.telemetry;

/** A cluster's JMX bean, on its way in and out. Thread-safe. */
interface BeanRegistration extends AutoCloseable {
  /** Where the JVM has JMX. */
  static BeanRegistration of(ClusterBean bean) {
    return Present.has("java.lang.management.ManagementFactory")
        ? new JmxRegistration(bean)
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
