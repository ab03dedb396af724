package io.tallystick.core.collect;

import static java.util.Objects.requireNonNull;

import com.github.benmanes.caffeine.cache.Cache;
import io.tallystick.Tags;

/**
 * How a cache is used. What it had counted before it was added is counted the first time.
 *
 * <pre>{@code
 * Cache<String, Session> sessions = Caffeine.newBuilder().maximumSize(10_000).recordStats().build();
 * runtime.collectors().add(CacheCollector.caffeine("sessions", sessions));
 * }</pre>
 */
public final class CacheCollector implements Collector {
  private final String name;
  private final Tags tags;
  private final CacheFigures figures;

  private CacheCollector(String cache, CacheFigures figures) {
    this.name = "cache." + cache;
    this.tags = Tags.of("cache", cache);
    this.figures = requireNonNull(figures, "figures");
  }

  /** A cache that tells of itself. */
  public static CacheCollector of(String cache, CacheFigures figures) {
    return new CacheCollector(cache, figures);
  }

  /** A cache of Caffeine; one that was made without {@code recordStats()} tells its size alone. */
  public static CacheCollector caffeine(String name, Cache<?, ?> cache) {
    return new CacheCollector(name, new CaffeineFigures(requireNonNull(cache, "cache")));
  }

  @Override
  public String name() {
    return name;
  }

  @Override
  public void collect(Readings to) {
    to.total("cache.hit.count", figures.hits(), tags);
    to.total("cache.miss.count", figures.misses(), tags);
    to.total("cache.eviction.count", figures.evictions(), tags);
    long size = figures.size();
    if (size >= 0) {
      to.gauge("cache.size", size, tags);
    }
  }

  /** In a class of its own, so that who has no Caffeine loads none of it. */
  private record CaffeineFigures(Cache<?, ?> cache) implements CacheFigures {
    @Override
    public long hits() {
      return isCounted() ? cache.stats().hitCount() : -1;
    }

    @Override
    public long misses() {
      return isCounted() ? cache.stats().missCount() : -1;
    }

    @Override
    public long evictions() {
      return isCounted() ? cache.stats().evictionCount() : -1;
    }

    @Override
    public long size() {
      return cache.estimatedSize();
    }

    private boolean isCounted() {
      return cache.policy().isRecordingStats();
    }
  }
}
