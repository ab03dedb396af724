package io.tallystick.core;

import io.tallystick.core.ratelimit.RateLimitKeeping;
import io.tallystick.core.rollup.JanitorSettings;
import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * How long each kind of history is kept; {@link KeepingTime#FOREVER} stands for history that is
 * never purged.
 *
 * @param minutes buckets of a minute
 * @param fiveMinutes buckets of five minutes
 * @param hours buckets of an hour
 * @param days buckets of a day
 * @param points raw points
 * @param rateLimits how much of its limit a key used by the hour; by the minute and by five minutes
 *     it is kept as long as buckets of these, and no longer than by the hour
 * @param alertEvents what alerts said
 * @param deliveryLog whom alerts were sent to
 * @param annotations annotations
 */
record Retention(
    Duration minutes,
    Duration fiveMinutes,
    Duration hours,
    Duration days,
    Duration points,
    Duration rateLimits,
    Duration alertEvents,
    Duration deliveryLog,
    Duration annotations) {
  static Retention resolve(OptionResolver resolver) {
    List<GivenOption<Duration>> buckets =
        Stream.of(
                Options.RETENTION_1M,
                Options.RETENTION_5M,
                Options.RETENTION_1H,
                Options.RETENTION_1D)
            .map(resolver::resolve)
            .toList();
    for (int i = 1; i < buckets.size(); i++) {
      checkOrder(resolver, buckets.get(i - 1), buckets.get(i));
    }
    return new Retention(
        buckets.get(0).value(),
        buckets.get(1).value(),
        buckets.get(2).value(),
        buckets.get(3).value(),
        resolver.resolve(Options.RETENTION_POINTS).value(),
        resolver.resolve(Options.RETENTION_RATE_LIMITS).value(),
        resolver.resolve(Options.RETENTION_ALERT_EVENTS).value(),
        resolver.resolve(Options.RETENTION_DELIVERY_LOG).value(),
        resolver.resolve(Options.RETENTION_ANNOTATIONS).value());
  }

  /** How long buckets of a granularity are kept. */
  Duration of(Granularity granularity) {
    return switch (granularity) {
      case MINUTE -> minutes;
      case FIVE_MINUTES -> fiveMinutes;
      case HOUR -> hours;
      case DAY -> days;
    };
  }

  /** Whether buckets of a granularity are never purged. */
  boolean isForever(Granularity granularity) {
    return of(granularity).equals(KeepingTime.FOREVER);
  }

  /** How long buckets are kept, without those that are never purged. */
  Map<Granularity, Duration> ofBuckets() {
    Map<Granularity, Duration> kept = new EnumMap<>(Granularity.class);
    for (Granularity granularity : Granularity.values()) {
      if (!isForever(granularity)) {
        kept.put(granularity, of(granularity));
      }
    }
    return kept;
  }

  /** How long all is kept, by what it is, without what is never purged. */
  SortedMap<String, Duration> all() {
    SortedMap<String, Duration> all = new TreeMap<>();
    ofBuckets().forEach((granularity, time) -> all.put(granularity.id(), time));
    all.put("points", points);
    all.put("rate_limits", rateLimits);
    all.put("alert_events", alertEvents);
    all.put("delivery_log", deliveryLog);
    all.put("annotations", annotations);
    all.values().removeIf(KeepingTime.FOREVER::equals);
    return all;
  }

  /** What a janitor is told: what it keeps and how it works. */
  JanitorSettings janitor(long storeMaxBytes, Duration leaseTime, Duration sweepTime) {
    Map<ControlRecord, Duration> records =
        Map.of(
            ControlRecord.RATE_LIMIT_MINUTE, rateLimitsKept().minutes(),
            ControlRecord.RATE_LIMIT_FIVE_MINUTES, rateLimitsKept().fiveMinutes(),
            ControlRecord.RATE_LIMIT_HOUR, rateLimits,
            ControlRecord.ALERT_EVENT, alertEvents,
            ControlRecord.ALERT_DELIVERY, deliveryLog,
            ControlRecord.ANNOTATION, annotations);
    return new JanitorSettings(
        ofBuckets(), points, records, false, storeMaxBytes, leaseTime, sweepTime);
  }

  /** How long narrow uses of rate limits are kept. */
  RateLimitKeeping rateLimitsKept() {
    return new RateLimitKeeping(shorter(minutes, rateLimits), shorter(fiveMinutes, rateLimits));
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }

  private static void checkOrder(
      OptionResolver resolver, GivenOption<Duration> finer, GivenOption<Duration> coarser) {
    if (finer.value().compareTo(coarser.value()) > 0) {
      resolver.add(
          "%s. %s: keep coarser buckets at least as long as finer ones."
              .formatted(finer.sentence(), coarser.sentence()));
    }
  }
}
