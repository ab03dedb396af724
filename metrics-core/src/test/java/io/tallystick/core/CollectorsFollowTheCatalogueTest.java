package io.tallystick.core;

import static org.assertj.core.api.Assertions.assertThat;

import com.github.benmanes.caffeine.cache.Caffeine;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.collect.CacheCollector;
import io.tallystick.core.collect.DependencyCheck;
import io.tallystick.core.collect.ExecutorCollector;
import io.tallystick.core.collect.LimiterCollector;
import io.tallystick.core.collect.LimiterFigures;
import io.tallystick.core.collect.PinnedThread;
import io.tallystick.core.collect.PoolCollector;
import io.tallystick.core.collect.PoolFigures;
import io.tallystick.core.record.Series;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class CollectorsFollowTheCatalogueTest {
  private static final String PINNED = "jvm.threads.virtual.pinned.count";

  private static final class Pool implements PoolFigures {
    @Override
    public int active() {
      return 2;
    }

    @Override
    public int idle() {
      return 1;
    }

    @Override
    public int pending() {
      return 0;
    }

    @Override
    public int max() {
      return 3;
    }
  }

  private static final class Limiter implements LimiterFigures {
    @Override
    public double available() {
      return 4;
    }

    @Override
    public int waiting() {
      return 1;
    }

    @Override
    public long rejected() {
      return 5;
    }
  }

  /** A cache that has hit, missed and evicted. */
  private static CacheCollector cache() {
    com.github.benmanes.caffeine.cache.Cache<String, String> cache =
        Caffeine.newBuilder().maximumSize(0).executor(Runnable::run).recordStats().build();
    cache.get("a", key -> key);
    cache.cleanUp();
    com.github.benmanes.caffeine.cache.Cache<String, String> kept =
        Caffeine.newBuilder().recordStats().build();
    kept.put("a", "a");
    kept.getIfPresent("a");
    return CacheCollector.of(
        "sessions",
        new io.tallystick.core.collect.CacheFigures() {
          @Override
          public long hits() {
            return kept.stats().hitCount();
          }

          @Override
          public long misses() {
            return cache.stats().missCount();
          }

          @Override
          public long evictions() {
            return cache.stats().evictionCount();
          }

          @Override
          public long size() {
            return kept.estimatedSize();
          }
        });
  }

  @Test
  void everyRowOfCollectorsIsRecordedAsItSays() throws Exception {
    ThreadPoolExecutor executor =
        new ThreadPoolExecutor(1, 1, 1, TimeUnit.SECONDS, new LinkedBlockingQueue<>());
    executor.submit(() -> 1).get();
    try (MetricsRuntime runtime =
        MetricsRuntime.builder()
            .sources(OptionSources.NONE)
            .strict(true)
            .installed(false)
            .collectionInterval(Duration.ofSeconds(1))
            .collectionDeadline(Duration.ofSeconds(60))
            .collectionPinning(true)
            .collectors(
                PoolCollector.of("main", new Pool()),
                cache(),
                ExecutorCollector.pool("mail", executor),
                LimiterCollector.of("sms", new Limiter()),
                DependencyCheck.of("bank", () -> {}))
            .build()
            .start()) {
      assertThat(awaited(() -> wereAllAsked(runtime))).isTrue();
      System.gc();
      PinnedThread.pin();
      Set<String> expected = new TreeSet<>(CatalogueRows.OF_COLLECTORS.names());
      if (!PinnedThread.IS_POSSIBLE) {
        assertThat(expected.remove(PINNED)).isTrue();
      }
      awaited(() -> names(runtime).containsAll(expected));

      assertThat(names(runtime)).isEqualTo(expected);
      CatalogueRows.assertFollowed(recorded(runtime));
    } finally {
      executor.shutdown();
    }
  }

  private static boolean wereAllAsked(MetricsRuntime runtime) {
    // The processor's usage is there from the second question on.
    return runtime.collectors().status().stream().allMatch(each -> each.lastCollected() != null)
        && names(runtime).contains("process.cpu.usage");
  }

  private static Set<String> names(MetricsRuntime runtime) {
    return recorded(runtime).stream()
        .map(Series::name)
        .collect(Collectors.toCollection(TreeSet::new));
  }

  private static List<Series> recorded(MetricsRuntime runtime) {
    return runtime.snapshot().series().stream()
        .map(LiveSeries::series)
        .filter(series -> CatalogueRows.OF_COLLECTORS.has(series.name()))
        .toList();
  }

  private static boolean awaited(BooleanSupplier isThere) {
    long until = System.nanoTime() + Duration.ofSeconds(60).toNanos();
    while (!isThere.getAsBoolean() && System.nanoTime() < until) {
      LockSupport.parkNanos(Duration.ofMillis(20).toNanos());
    }
    return isThere.getAsBoolean();
  }
}
