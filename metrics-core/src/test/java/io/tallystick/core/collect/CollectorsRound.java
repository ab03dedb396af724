package io.tallystick.core.collect;

import com.github.benmanes.caffeine.cache.Caffeine;
import com.zaxxer.hikari.HikariDataSource;
import io.tallystick.core.MetricsRuntime;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.locks.LockSupport;

/** All that an application lets a runtime collect, in whatever class loader it lives. */
public final class CollectorsRound implements Runnable {
  /** Made by reflection. */
  public CollectorsRound() {}

  @Override
  public void run() {
    ForkJoinPool workers = new ForkJoinPool(1);
    try (HikariDataSource pool = new HikariDataSource();
        MetricsRuntime runtime =
            MetricsRuntime.builder()
                .collectionInterval(Duration.ofSeconds(1))
                .collectionDeadline(Duration.ofSeconds(60))
                .collectionPinning(true)
                .collectors(
                    PoolCollector.of("main", pool),
                    CacheCollector.caffeine(
                        "sessions", Caffeine.newBuilder().recordStats().build()),
                    ExecutorCollector.pool("workers", workers),
                    LimiterCollector.of("mail", () -> 1),
                    DependencyCheck.database("main", pool))
                .build()) {
      pool.setJdbcUrl("jdbc:h2:mem:");
      pool.setRegisterMbeans(true);
      runtime.start();
      awaitAll(runtime);
    } finally {
      workers.shutdownNow();
    }
    deregisterDrivers();
  }

  /** What an application has to do for itself, or its container does. */
  private static void deregisterDrivers() {
    DriverManager.drivers()
        .toList()
        .forEach(
            driver -> {
              try {
                DriverManager.deregisterDriver(driver);
              } catch (SQLException notAllowed) {
                throw new IllegalStateException(notAllowed);
              }
            });
  }

  private static void awaitAll(MetricsRuntime runtime) {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (runtime.collectors().status().stream().anyMatch(each -> each.lastCollected() == null)) {
      if (System.nanoTime() > until) {
        throw new IllegalStateException("Not all were asked: " + runtime.collectors().status());
      }
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
  }
}
