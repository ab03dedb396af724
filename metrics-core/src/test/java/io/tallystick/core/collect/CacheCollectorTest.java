package io.tallystick.core.collect;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A cache's own numbers arrive, each look-up counted once. */
class CacheCollectorTest {
  private final CollectRig rig = new CollectRig();

  @AfterEach
  void close() {
    rig.close();
  }

  @Test
  void aCacheOfCaffeineUnderLoadIsCountedExactly() throws Exception {
    Cache<Integer, String> cache =
        Caffeine.newBuilder().maximumSize(100).executor(Runnable::run).recordStats().build();
    rig.registry.add(CacheCollector.caffeine("squares", cache));
    for (int round = 0; round < 3; round++) {
      lookUpAtOnce(cache);
      rig.askAgain();
      cache.cleanUp();
    }
    rig.askAgain();

    rig.recorded()
        .counter("cache.hit.count", "cache", "squares")
        .isEqualTo(cache.stats().hitCount());
    rig.recorded()
        .counter("cache.miss.count", "cache", "squares")
        .isEqualTo(cache.stats().missCount());
    rig.recorded()
        .counter("cache.eviction.count", "cache", "squares")
        .isEqualTo(cache.stats().evictionCount());
    rig.recorded().gauge("cache.size", "cache", "squares").isEqualTo(cache.estimatedSize());
  }

  private static void lookUpAtOnce(Cache<Integer, String> cache) throws InterruptedException {
    List<Thread> threads = new ArrayList<>();
    for (int start = 0; start < 4; start++) {
      int from = start;
      Thread thread =
          new Thread(
              () -> {
                for (int i = 0; i < 1_000; i++) {
                  cache.get((from + i) % 300, key -> "" + key * key);
                }
              });
      thread.start();
      threads.add(thread);
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  @Test
  void oneThatDoesNotCountTellsItsSizeAlone() throws Exception {
    Cache<Integer, String> cache = Caffeine.newBuilder().build();
    cache.put(1, "one");
    rig.registry.add(CacheCollector.caffeine("plain", cache));
    rig.ask();

    rig.recorded().gauge("cache.size", "cache", "plain").isEqualTo(1);
    rig.recorded().hasNoSeries("cache.hit.count");
    rig.recorded().hasNoSeries("cache.miss.count");
  }

  @Test
  void anyOtherCacheTellsThroughTheInterface() throws Exception {
    AtomicLong hits = new AtomicLong(7);
    rig.registry.add(
        CacheCollector.of(
            "own",
            new CacheFigures() {
              @Override
              public long hits() {
                return hits.get();
              }

              @Override
              public long misses() {
                return 2;
              }
            }));
    rig.ask();
    hits.set(9);
    rig.askAgain();

    rig.recorded().counter("cache.hit.count", "cache", "own").isEqualTo(9);
    rig.recorded().counter("cache.miss.count", "cache", "own").isEqualTo(2);
    rig.recorded().hasNoSeries("cache.size");
    rig.recorded().hasNoSeries("cache.eviction.count");
  }
}
