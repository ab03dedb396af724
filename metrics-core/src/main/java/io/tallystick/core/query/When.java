package io.tallystick.core.query;

import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.jspecify.annotations.Nullable;

/**
 * The time that a question is about, and how it is cut.
 *
 * @param period that ends now; without meaning where there is a range
 * @param range a fixed time, or null
 * @param step how long a point is, or null for what suits the time
 * @param zone by whose calendar
 */
record When(Period period, @Nullable TimeRange range, @Nullable Step step, ZoneId zone) {
  static final When LAST_DAY = new When(Period.DAY, null, null, ZoneOffset.UTC);

  When period(Period other) {
    return new When(other, null, step, zone);
  }

  When range(TimeRange other) {
    return new When(period, other, step, zone);
  }

  When step(Step other) {
    return new When(period, range, other, zone);
  }

  When zone(ZoneId other) {
    return new When(period, range, step, other);
  }

  /** The step that is asked for or suits. */
  Step stepOrDefault() {
    if (step != null) {
      return step;
    }
    return range == null
        ? period.step()
        : Period.stepOf(Duration.between(range.from(), range.to()));
  }

  /** All of the time, to the minute: up to the end of the minute that is now. */
  TimeRange exact(Instant now) {
    if (range != null) {
      return range;
    }
    Instant end = minuteFrom(now);
    return new TimeRange(minuteFrom(period.before(now, zone)), end);
  }

  /** The time before, of the same length. */
  TimeRange before(Instant now) {
    TimeRange exact = exact(now);
    Instant from =
        range == null
            ? minuteFrom(period.before(exact.from(), zone))
            : exact.from().minus(Duration.between(exact.from(), exact.to()));
    return new TimeRange(from, exact.from());
  }

  private static Instant minuteFrom(Instant time) {
    Instant start = Step.MINUTE.start(time, ZoneOffset.UTC);
    return start.equals(time) ? start : start.plus(Step.MINUTE.nominal());
  }

  /** As many whole steps as the period has, the last of which may still go on. */
  TimeRange inSteps(Instant now, Step by) {
    if (range != null) {
      return range;
    }
    Instant begin = period.before(now, zone);
    Instant from = by.start(begin, zone);
    Instant to = by.start(now, zone);
    return new TimeRange(
        from.equals(begin) ? from : by.next(from, zone), to.equals(now) ? to : by.next(to, zone));
  }
}
