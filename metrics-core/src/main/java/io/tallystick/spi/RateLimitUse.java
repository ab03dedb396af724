package io.tallystick.spi;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/**
 * How much of its limit a key used in a window of time.
 *
 * <p>Limits are per minute. A writer tells its own requests of a minute, whole and again and again
 * while they grow; the key's use is the sum over all writers. Wider windows are made by folding: of
 * these {@code limit} is that of all minutes together in which the key was used, and {@code
 * peakPercent} says how near it came in the worst of them.
 *
 * <pre>{@code
 * control.putRateLimitUses(List.of(RateLimitUse.ofMinute("7f3a", minute, writer, 48, 60)));
 * }</pre>
 *
 * @param key whose limit it is, not blank
 * @param granularity how long the window is: a minute, five minutes or an hour
 * @param start where the window starts, at a whole multiple of its width, not before 1970
 * @param writer who counted; {@link WriterId#FOLDED} for the sum over all
 * @param version grows with what was counted: of two states the higher one is the later
 * @param used how many requests were made, not negative
 * @param limit how many may be made, at least 1
 * @param peakPercent how much of the limit was used in the minute that came nearest to it
 */
public record RateLimitUse(
    String key,
    Granularity granularity,
    Instant start,
    WriterId writer,
    long version,
    long used,
    long limit,
    double peakPercent) {
  /** The most requests of a minute, and the highest limit: sums of many of these stay exact. */
  public static final long MOST_A_MINUTE = 1_000_000_000_000L;

  private static final double PERCENT = 100;

  /** Checks the key, the window and the numbers. */
  public RateLimitUse {
    SeriesKey.requireText("key of a rate limit", key);
    requireWindow(requireNonNull(granularity, "granularity"), requireNonNull(start, "start"));
    requireNonNull(writer, "writer");
    requireUpTo(mostOf(granularity), "use of a rate limit", used, 0);
    requireUpTo(mostOf(granularity), "rate limit", limit, 1);
    Numbers.requireAtLeast(0, "version of a use", version);
    Numbers.requireFinite("peak of a use", peakPercent);
    Numbers.requireNotNegative("peak of a use", peakPercent);
  }

  /** What one writer counted in a minute, or all of them; the version is what was counted. */
  public static RateLimitUse ofMinute(
      String key, Instant start, WriterId writer, long used, long limit) {
    double percent = PERCENT * (double) used / (double) limit;
    return new RateLimitUse(key, Granularity.MINUTE, start, writer, used, used, limit, percent);
  }

  /** How much of the limit was used, in percent; more than 100 where more was made. */
  public double utilisationPercent() {
    return PERCENT * (double) used / (double) limit;
  }

  /** The window. */
  public TimeRange window() {
    return new TimeRange(start, start.plus(granularity.width()));
  }

  /** The most requests of a window. */
  static long mostOf(Granularity granularity) {
    return MOST_A_MINUTE * granularity.width().toMinutes();
  }

  private static void requireWindow(Granularity granularity, Instant start) {
    if (!granularity.isAlignedToUtc()) {
      throw new IllegalArgumentException(
          "The use of a rate limit is for a window of %s: choose 1m, 5m or 1h."
              .formatted(granularity.id()));
    }
    if (start.isBefore(Instant.EPOCH) || !granularity.bucketStart(start).equals(start)) {
      throw new IllegalArgumentException(
          "The window of a rate limit starts at %s: give the start of a window of %s since 1970."
              .formatted(start, granularity.id()));
    }
  }

  private static void requireUpTo(long most, String part, long number, long least) {
    Numbers.requireAtLeast(least, part, number);
    if (number > most) {
      throw new IllegalArgumentException(
          "The %s is %d: it must be at most %d.".formatted(part, number, most));
    }
  }
}
