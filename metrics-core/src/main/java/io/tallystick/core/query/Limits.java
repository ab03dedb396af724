package io.tallystick.core.query;

import java.time.Duration;

/**
 * How much one question may take.
 *
 * <pre>{@code
 * Limits limits = Limits.DEFAULT.withRows(1_000_000);
 * }</pre>
 *
 * @param points how many stretches of time
 * @param groups how many groups of series; ten times as many where only their counts or sums of one
 *     stretch are asked for
 * @param rows how many buckets, and ten times as many where only counts or sums are; also how many
 *     points of all groups together, up to 100,000
 * @param deadline how long it may take
 */
public record Limits(int points, int groups, long rows, Duration deadline) {
  /** 5,000 points, 1,000 groups, 100,000 buckets, 10 seconds. */
  public static final Limits DEFAULT = new Limits(5_000, 1_000, 100_000, Duration.ofSeconds(10));

  /** Stores add counts and sums up by themselves, and little is held of each group. */
  private static final int CHEAPER = 10;

  /** A metric may have so many times as many series as a question has groups. */
  private static final int MANY = 20;

  private static final long MOST_POINTS_OF_ALL = 100_000;

  /** Of 12 bytes each; the values of a minute are often counted in 100 to 300 of them. */
  private static final long MOST_HELD = 4_000_000;

  /** Checks that each allows something. */
  public Limits {
    if (points < 1 || groups < 1 || rows < 1 || deadline.isNegative() || deadline.isZero()) {
      throw new IllegalArgumentException(
          "The limits of questions are %d points, %d groups, %d rows, %s: each must be more than 0."
              .formatted(points, groups, rows, deadline));
    }
  }

  /** Another number of buckets. */
  public Limits withRows(long other) {
    return new Limits(points, groups, other, deadline);
  }

  /** What counts and sums of so many stretches may take. */
  Limits ofTotals(int stretches) {
    return new Limits(points, stretches == 1 ? CHEAPER * groups : groups, CHEAPER * rows, deadline);
  }

  /** What questions may take that are always the same, however many series there are. */
  Limits ofMany(boolean needsRows) {
    int most = (int) Math.min(Integer.MAX_VALUE, (long) MANY * groups);
    return new Limits(points, most, needsRows ? CHEAPER * rows : Long.MAX_VALUE, deadline);
  }

  /** Another deadline. */
  public Limits withDeadline(Duration other) {
    return new Limits(points, groups, rows, other);
  }

  /** Refuses to add up more buckets than there can be. */
  void requireRows(long added, Borders borders) {
    if (added > rows) {
      throw new InvalidQueryException(
          "range",
          "%s to %s".formatted(borders.all().from(), borders.all().to()),
          "more than %d buckets would be added up: ask for a shorter time, a wider step or fewer"
                  .formatted(rows)
              + " series");
    }
  }

  /** Refuses to hold more counts of distributions at once than there can be. */
  void requireHeld(long counts) {
    if (counts > MOST_HELD) {
      throw new InvalidQueryException(
          "window",
          "distributions of more than %d counts".formatted(MOST_HELD),
          "so many can be held at once: give a shorter window, a filter or fewer groups");
    }
  }

  /** Refuses more groups than there can be, and more points of all of them together. */
  void requireGroups(long groupCount, Borders borders) {
    if (groupCount > groups) {
      throw new InvalidQueryException(
          "groupBy",
          "tags with more than %d values".formatted(groups),
          "so many groups can be: filter by tags, or group by another key");
    }
    long mostOfAll = Math.min(rows, MOST_POINTS_OF_ALL);
    if (groupCount * borders.count() > Math.max(mostOfAll, borders.count())) {
      throw new InvalidQueryException(
          "step",
          borders.step().id(),
          "%d groups of %d points are more than the %d that can be: give a wider step, a shorter"
                  .formatted(groupCount, borders.count(), mostOfAll)
              + " time, or fewer groups");
    }
  }
}
