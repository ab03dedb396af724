package io.tallystick.core.flush;

import io.tallystick.Tags;
import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.util.Map;

/**
 * What a flusher is told.
 *
 * <pre>{@code
 * new FlushSettings(
 *     "service:api", Tags.empty(), Granularity.MINUTE, Duration.ofSeconds(10), 64_000_000, Map.of());
 * }</pre>
 *
 * @param source which service this is
 * @param constantTags tags that every series has unless it has a value of its own for them
 * @param granularity how wide the buckets are that come
 * @param interval how often they come
 * @param backlogBytes how much memory waiting buckets may take
 * @param retention how long the store keeps buckets, without the granularities kept for ever
 */
public record FlushSettings(
    String source,
    Tags constantTags,
    Granularity granularity,
    Duration interval,
    long backlogBytes,
    Map<Granularity, Duration> retention) {
  /** Copies the map. */
  public FlushSettings {
    retention = Map.copyOf(retention);
  }
}
