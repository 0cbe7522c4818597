package io.pgha.hikari;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/**
 * Meters of the cluster behind a data source: who leads, what reads fall back to, and each member's
 * lag and sessions. They ask no member; the facts are those of {@link PghaHikariDataSource#view()}
 * and {@link PghaHikariDataSource#statistics()}. HikariCP's own meters of the pools come from
 * {@code HikariConfig.setMetricRegistry}.
 *
 * <p>Members come and go with the view. Close it before the data source: that takes the meters out
 * of every registry again. Thread-safe.
 */
public final class PghaMetrics implements MeterBinder, AutoCloseable {
  private final PghaHikariDataSource source;
  private final Tags tags;
  private final List<ClusterMeters> bound = new CopyOnWriteArrayList<>();

  /**
   * Without tags but the cluster's name.
   *
   * @param source whose cluster it is
   */
  public PghaMetrics(PghaHikariDataSource source) {
    this(source, Tags.empty());
  }

  /**
   * With tags beside the cluster's name.
   *
   * @param source whose cluster it is
   * @param tags of every meter, for instance to tell two data sources for the same cluster apart
   */
  public PghaMetrics(PghaHikariDataSource source, Iterable<Tag> tags) {
    this.source = source;
    this.tags = Tags.of("cluster", source.cluster().name()).and(tags);
  }

  @Override
  public void bindTo(MeterRegistry registry) {
    ClusterMeters meters = new ClusterMeters(registry, source, tags);
    bound.add(meters);
    source.cluster().onView(meters);
    meters.accept(source.view());
  }

  @Override
  public void close() {
    bound.forEach(source.cluster()::offView);
    bound.forEach(ClusterMeters::close);
    bound.clear();
  }
}
