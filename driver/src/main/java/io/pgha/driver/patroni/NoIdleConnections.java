package io.pgha.driver.patroni;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.logging.Logger;
import okhttp3.ConnectionPool;
import okhttp3.internal.concurrent.TaskRunner;
import okhttp3.internal.connection.ConnectionListener;

/**
 * A connection pool that pools nothing. OkHttp's own closes idle connections in a thread that it
 * starts with the first connection and that stays for a minute after the last one, keeping this
 * class loader alive. There never is an idle connection here, so that task is not run at all.
 *
 * <p>This uses internals of OkHttp: another release may fail to link it.
 */
final class NoIdleConnections implements TaskRunner.Backend {
  private NoIdleConnections() {}

  /**
   * @throws LinkageError if OkHttp on the class path has other internals
   */
  static ConnectionPool create() {
    return new ConnectionPool(
        /* maxIdleConnections= */ 0,
        1,
        TimeUnit.SECONDS,
        new TaskRunner(
            new NoIdleConnections(), Logger.getLogger(NoIdleConnections.class.getName())),
        ConnectionListener.Companion.getNONE());
  }

  @Override
  public void execute(TaskRunner runner, Runnable task) {}

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void coordinatorNotify(TaskRunner runner) {}

  @Override
  public void coordinatorWait(TaskRunner runner, long nanos) {}

  @Override
  public <T> BlockingQueue<T> decorate(BlockingQueue<T> queue) {
    return queue;
  }
}
