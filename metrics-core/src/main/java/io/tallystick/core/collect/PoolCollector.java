package io.tallystick.core.collect;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import javax.sql.DataSource;

/**
 * How full a pool of connections is.
 *
 * <p>HikariCP's pools that are registered with JMX are found by themselves, under the names that
 * they have; this is for all others. One that is added here as well is there under both names.
 *
 * <pre>{@code
 * runtime.collectors().add(PoolCollector.of("main", dataSource));
 * }</pre>
 */
public final class PoolCollector implements Collector {
  private final String name;
  private final Tags tags;
  private final PoolFigures figures;

  private PoolCollector(String pool, PoolFigures figures) {
    this.name = "pool." + pool;
    this.tags = Tags.of("pool", pool);
    this.figures = requireNonNull(figures, "figures");
  }

  /** A pool that tells of itself. */
  public static PoolCollector of(String pool, PoolFigures figures) {
    return new PoolCollector(pool, figures);
  }

  /**
   * A pool of HikariCP, Apache DBCP 2 or Tomcat JDBC, also behind a wrapper that unwraps to it.
   *
   * @throws IllegalArgumentException when it is none of these
   */
  public static PoolCollector of(String pool, DataSource source) {
    return new PoolCollector(pool, KnownPool.of(requireNonNull(source, "source")));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void collect(Readings to) {
    report(to, figures, tags);
  }

  static void report(Readings to, PoolFigures figures, Tags tags) {
    known(to, "database.connections.active", figures.active(), tags);
    known(to, "database.connections.idle", figures.idle(), tags);
    known(to, "database.connections.pending", figures.pending(), tags);
    known(to, "database.connections.max", figures.max(), tags);
  }

  private static void known(Readings to, String name, int value, Tags tags) {
    if (value >= 0) {
      to.gauge(name, value, tags);
    }
  }
}
