package io.pgha.driver.telemetry;

import io.pgha.driver.log.Log;
import java.lang.System.Logger.Level;
import java.lang.management.ManagementFactory;
import java.util.concurrent.locks.ReentrantLock;
import javax.management.InstanceAlreadyExistsException;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.jspecify.annotations.Nullable;

/**
 * Registers a cluster's bean with the platform's MBean server, which would keep this class loader
 * in memory if it were not taken away. To be loaded only where the module java.management is.
 */
final class JmxRegistration implements BeanRegistration {
  private final ClusterBean bean;

  /** Makes sure that no bean comes after the end. */
  private final ReentrantLock lock = new ReentrantLock();

  /** Written with the lock, by the first registration. */
  private volatile boolean tried;

  private @Nullable ObjectName registered;

  JmxRegistration(ClusterBean bean) {
    this.bean = bean;
  }

  @Override
  public void register() {
    if (tried) {
      return;
    }
    lock.lock();
    try {
      if (!tried) {
        tried = true;
        registered = register(ManagementFactory.getPlatformMBeanServer());
      }
    } catch (JMException | RuntimeException e) {
      Log.line(Level.INFO, "Cluster " + bean.cluster() + " has no JMX bean", e);
    } finally {
      lock.unlock();
    }
  }

  /** URLs with other settings for Patroni, and other class loaders, may watch the same hosts. */
  private ObjectName register(MBeanServer server) throws JMException {
    for (int instance = 1; ; instance++) {
      try {
        return server.registerMBean(bean, name(instance)).getObjectName();
      } catch (InstanceAlreadyExistsException e) {
        // The next number, then.
      }
    }
  }

  private ObjectName name(int instance) throws JMException {
    return new ObjectName(
        "io.pgha:type=Cluster,name="
            + ObjectName.quote(bean.cluster())
            + (instance == 1 ? "" : ",instance=" + instance));
  }

  @Override
  public void close() {
    lock.lock();
    try {
      tried = true;
      if (registered != null) {
        ManagementFactory.getPlatformMBeanServer().unregisterMBean(registered);
        registered = null;
      }
    } catch (JMException | RuntimeException e) {
      Log.line(Level.INFO, "Cluster " + bean.cluster() + " keeps its JMX bean", e);
    } finally {
      lock.unlock();
    }
  }
}
