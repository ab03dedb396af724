package io.tallystick.spi;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;

/**
 * How wide a bucket is.
 *
 * <p>Buckets of a minute, five minutes and an hour start at whole multiples of their width in UTC.
 * A day starts at midnight of the store's own zone, which only the store knows.
 *
 * <pre>{@code
 * Instant start = Granularity.FIVE_MINUTES.bucketStart(Instant.parse("2026-03-01T10:07:30Z"));
 * // 2026-03-01T10:05:00Z
 * }</pre>
 */
public enum Granularity {
  /** One minute. */
  MINUTE("1m", Duration.ofMinutes(1)),
  /** Five minutes. */
  FIVE_MINUTES("5m", Duration.ofMinutes(5)),
  /** One hour. */
  HOUR("1h", Duration.ofHours(1)),
  /** One day of the store's zone: 24 hours but for the days on which its clock is turned. */
  DAY("1d", Duration.ofDays(1));

  private final String id;
  private final Duration width;

  Granularity(String id, Duration width) {
    this.id = id;
    this.width = width;
  }

  /** The word that stands for it in options, stores and answers, such as {@code 5m}. */
  public String id() {
    return id;
  }

  /** How long a bucket lasts; for {@link #DAY} nominally. */
  public Duration width() {
    return width;
  }

  /** Whether buckets start at whole multiples of the width in UTC; true for all but a day. */
  public boolean isAlignedToUtc() {
    return this != DAY;
  }

  /**
   * The start of the bucket that an instant falls into; instants before 1970 round down too.
   *
   * @throws UnsupportedOperationException for {@link #DAY}, whose start depends on the store's zone
   */
  public Instant bucketStart(Instant instant) {
    if (!isAlignedToUtc()) {
      throw new UnsupportedOperationException(
          "A bucket of 1d starts at midnight of the store's zone: ask the store.");
    }
    long seconds = instant.getEpochSecond();
    return Instant.ofEpochSecond(seconds - Math.floorMod(seconds, width.toSeconds()));
  }

  /**
   * The start of the bucket that an instant falls into, days included.
   *
   * @param zone the store's zone, in which days begin
   */
  public Instant bucketStart(Instant instant, ZoneId zone) {
    return isAlignedToUtc()
        ? bucketStart(instant)
        : instant.atZone(zone).toLocalDate().atStartOfDay(zone).toInstant();
  }

  /**
   * The range of the bucket that an instant falls into; a day of 23 or 25 hours is as long as it
   * is.
   *
   * @param zone the store's zone, in which days begin
   */
  public TimeRange bucketRange(Instant instant, ZoneId zone) {
    Instant start = bucketStart(instant, zone);
    Instant end =
        isAlignedToUtc()
            ? start.plus(width)
            : start.atZone(zone).toLocalDate().plusDays(1).atStartOfDay(zone).toInstant();
    return new TimeRange(start, end);
  }

  /** The next wider one, into which buckets of this one are folded; none beyond a day. */
  public Optional<Granularity> coarser() {
    return switch (this) {
      case MINUTE -> Optional.of(FIVE_MINUTES);
      case FIVE_MINUTES -> Optional.of(HOUR);
      case HOUR -> Optional.of(DAY);
      case DAY -> Optional.empty();
    };
  }

  /** The next narrower one; none below a minute. */
  public Optional<Granularity> finer() {
    return switch (this) {
      case MINUTE -> Optional.empty();
      case FIVE_MINUTES -> Optional.of(MINUTE);
      case HOUR -> Optional.of(FIVE_MINUTES);
      case DAY -> Optional.of(HOUR);
    };
  }

  /** The granularity of an id, or empty when there is none. */
  public static Optional<Granularity> byId(String id) {
    for (Granularity granularity : values()) {
      if (granularity.id.equals(id)) {
        return Optional.of(granularity);
      }
    }
    return Optional.empty();
  }
}
