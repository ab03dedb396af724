package io.tallystick.core;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How fast the store grows, and what becomes of that.
 *
 * <p>The growth is the median of how much larger the store was than 24 hours before, over all hours
 * of the history. A line of least squares would follow the few measurements that are far off, and
 * pairs at any distance would take the rise between two falls for growth. A store that sheds, or
 * lets go of a day's partition each day, rises and falls around one size: a day apart it is the
 * same. One that was cleared once is smaller than a day before for one day only, which the median
 * of a week does not see. Nor does it see single measurements that are off, of which each is in two
 * pairs, while they are fewer than a quarter.
 *
 * <p>Until there are enough such pairs, in the first two days, it is the median of the slopes
 * between any two measurements (Theil and Sen), which does not follow single ones either. A store
 * that is younger than its shortest retention grows faster than it will later: what this says is
 * what happens if nothing changes. A history shorter than {@link #LEAST_HISTORY} says nothing,
 * because a first hour is all new series.
 *
 * @param bytesPerDay how much it grows; less than zero when it shrinks
 */
record StoreForecast(double bytesPerDay) {
  static final Duration LEAST_HISTORY = Duration.ofHours(6);

  /** Two hours on either side of a gap are no course. */
  static final int LEAST_MEASURED = 5;

  /** How many hours are compared with the day before at least. */
  private static final int LEAST_DAYS_APART = 24;

  private static final int DAY_HOURS = 24;
  private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

  /** What lies further ahead nobody knows. */
  static final Duration FARTHEST = Duration.ofDays(3_650);

  private static final double DAY_MILLIS = Duration.ofDays(1).toMillis();

  /** How large the store was, and when. */
  record Measured(Instant at, double bytes) implements Comparable<Measured> {
    @Override
    public int compareTo(Measured other) {
      return at.compareTo(other.at);
    }

    /** Rounded down: two measurements of one hour are one to who compares days. */
    private long hour() {
      return Math.floorDiv(at.toEpochMilli(), HOUR_MILLIS);
    }

    private double slopeTo(Measured later) {
      return (later.bytes - bytes) * DAY_MILLIS / Duration.between(at, later.at).toMillis();
    }
  }

  /**
   * What a history tells; nothing where it is too short.
   *
   * @param history in the order of time, at different times, of a few hundred measurements at most
   */
  static Optional<StoreForecast> of(List<Measured> history) {
    if (history.size() < LEAST_MEASURED) {
      return Optional.empty();
    }
    Instant first = history.get(0).at();
    Instant last = history.get(history.size() - 1).at();
    return Duration.between(first, last).compareTo(LEAST_HISTORY) < 0
        ? Optional.empty()
        : Optional.of(new StoreForecast(growth(history)));
  }

  private static double growth(List<Measured> history) {
    double[] daysApart = slopesOfDays(history);
    return median(daysApart.length < LEAST_DAYS_APART ? slopesOfAll(history) : daysApart);
  }

  private static double[] slopesOfDays(List<Measured> history) {
    Map<Long, Measured> byHour = new HashMap<>();
    history.forEach(each -> byHour.put(each.hour(), each));
    return history.stream()
        .filter(each -> byHour.containsKey(each.hour() - DAY_HOURS))
        .mapToDouble(each -> requireNonNull(byHour.get(each.hour() - DAY_HOURS)).slopeTo(each))
        .toArray();
  }

  private static double[] slopesOfAll(List<Measured> history) {
    int many = history.size();
    double[] slopes = new double[many * (many - 1) / 2];
    int at = 0;
    for (int earlier = 0; earlier < many; earlier++) {
      for (int later = earlier + 1; later < many; later++) {
        slopes[at] = history.get(earlier).slopeTo(history.get(later));
        at++;
      }
    }
    return slopes;
  }

  private static double median(double[] values) {
    Arrays.sort(values);
    int middle = values.length / 2;
    return values.length % 2 == 1 ? values[middle] : (values[middle - 1] + values[middle]) / 2;
  }

  /** How large it will be after a while if it is so large now and sheds nothing; not below zero. */
  long bytesAfter(Duration time, long nowBytes) {
    return Math.max(0, Math.round(nowBytes + bytesPerDay * time.toMillis() / DAY_MILLIS));
  }

  /** When it reaches a size above the one it has now, if it grows and comes there in ten years. */
  Optional<Instant> reaches(long mostBytes, long nowBytes, Instant now) {
    double millis = (mostBytes - nowBytes) / bytesPerDay * DAY_MILLIS;
    boolean comes = bytesPerDay > 0 && millis <= FARTHEST.toMillis();
    return comes ? Optional.of(now.plusMillis((long) millis)) : Optional.empty();
  }
}
