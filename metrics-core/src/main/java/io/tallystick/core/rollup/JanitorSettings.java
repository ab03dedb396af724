package io.tallystick.core.rollup;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.ControlRecord;
import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * How long history is kept, how large the store may become, and how long a janitor works at a time.
 *
 * <p>Immutable; each {@code with} method gives other settings.
 *
 * <pre>{@code
 * JanitorSettings.standard().withMostBytes(2L << 30).withSweepTime(Duration.ofSeconds(5));
 * }</pre>
 *
 * @param buckets how long buckets of each granularity are kept, finer ones no longer than coarser
 *     ones; what is not in it is kept for ever
 * @param points how long raw points are kept, perhaps {@link #FOREVER}
 * @param records how long each kind of record is kept; what is not in it is kept for ever
 * @param sumsUpRequests whether the requests of what is folded are summed up in the store's table,
 *     if it has one
 * @param mostBytes how large the store may become, {@link #UNLIMITED} for any size
 * @param leaseTime for how long the lease is taken at a time
 * @param sweepTime after about how long a sweep comes back
 */
public record JanitorSettings(
    Map<Granularity, Duration> buckets,
    Duration points,
    Map<ControlRecord, Duration> records,
    boolean sumsUpRequests,
    long mostBytes,
    Duration leaseTime,
    Duration sweepTime) {
  /** Stands for history that is never purged. */
  public static final Duration FOREVER = ChronoUnit.FOREVER.getDuration();

  /** Stands for a store that may become as large as it will. */
  public static final long UNLIMITED = Long.MAX_VALUE;

  private static final JanitorSettings STANDARD =
      new JanitorSettings(
          Map.of(
              Granularity.MINUTE, Duration.ofHours(24),
              Granularity.FIVE_MINUTES, Duration.ofDays(7),
              Granularity.HOUR, Duration.ofDays(90)),
          Duration.ofDays(7),
          Map.of(
              ControlRecord.RATE_LIMIT_MINUTE, Duration.ofHours(24),
              ControlRecord.RATE_LIMIT_FIVE_MINUTES, Duration.ofDays(7),
              ControlRecord.RATE_LIMIT_HOUR, Duration.ofDays(30),
              ControlRecord.ALERT_EVENT, Duration.ofDays(90),
              ControlRecord.ALERT_DELIVERY, Duration.ofDays(90),
              ControlRecord.ANNOTATION, Duration.ofDays(400)),
          false,
          UNLIMITED,
          Duration.ofMinutes(1),
          Duration.ofSeconds(5));

  /** Copies the maps and checks that finer buckets go first and that there is time to work. */
  public JanitorSettings {
    buckets = Map.copyOf(buckets);
    requireNonNull(points, "points");
    records = Map.copyOf(records);
    requirePositive("mostBytes", mostBytes);
    requirePositive("leaseTime in ms", leaseTime.toMillis());
    requirePositive("sweepTime in ms", sweepTime.toMillis());
    for (Granularity granularity : Granularity.values()) {
      requireOrder(buckets, granularity);
    }
  }

  /** What is kept for how long unless someone says otherwise. */
  public static JanitorSettings standard() {
    return STANDARD;
  }

  /** These settings with other times for buckets; what is not in the map is kept for ever. */
  public JanitorSettings withBuckets(Map<Granularity, Duration> times) {
    return new JanitorSettings(
        times, points, records, sumsUpRequests, mostBytes, leaseTime, sweepTime);
  }

  /** These settings with another time for raw points. */
  public JanitorSettings withPoints(Duration time) {
    return new JanitorSettings(
        buckets, time, records, sumsUpRequests, mostBytes, leaseTime, sweepTime);
  }

  /** These settings with other times for records; what is not in the map is kept for ever. */
  public JanitorSettings withRecords(Map<ControlRecord, Duration> times) {
    return new JanitorSettings(
        buckets, points, times, sumsUpRequests, mostBytes, leaseTime, sweepTime);
  }

  /** These settings with requests summed up in the store's table, or not. */
  public JanitorSettings withRequestsSummedUp(boolean value) {
    return new JanitorSettings(buckets, points, records, value, mostBytes, leaseTime, sweepTime);
  }

  /** These settings with another size that the store may have. */
  public JanitorSettings withMostBytes(long bytes) {
    return new JanitorSettings(
        buckets, points, records, sumsUpRequests, bytes, leaseTime, sweepTime);
  }

  /** These settings with another time that a sweep takes. */
  public JanitorSettings withSweepTime(Duration time) {
    return new JanitorSettings(
        buckets, points, records, sumsUpRequests, mostBytes, leaseTime, time);
  }

  Duration keeps(Granularity granularity) {
    return buckets.getOrDefault(granularity, FOREVER);
  }

  private static void requirePositive(String part, long number) {
    if (number < 1) {
      throw new IllegalArgumentException(
          "The %s is %d: choose a number from 1.".formatted(part, number));
    }
  }

  private static void requireOrder(Map<Granularity, Duration> buckets, Granularity finer) {
    Duration time = buckets.getOrDefault(finer, FOREVER);
    Duration coarser =
        finer.coarser().map(next -> buckets.getOrDefault(next, FOREVER)).orElse(FOREVER);
    if (time.compareTo(coarser) > 0) {
      throw new IllegalArgumentException(
          "Buckets of %s are kept for %s and coarser ones for %s: keep coarser ones at least as long."
              .formatted(finer.id(), time, coarser));
    }
  }
}
