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
    return new TimeRange(minuteEnd(period.before(now, zone)), minuteEnd(now));
  }

  /** The time before, of the same length. */
  TimeRange before(Instant now) {
    TimeRange exact = exact(now);
    Instant from =
        range == null
            ? Step.MINUTE.start(period.before(exact.from(), zone), ZoneOffset.UTC)
            : exact.from().minus(Duration.between(exact.from(), exact.to()));
    return new TimeRange(from, exact.from());
  }

  /** The end of the minute that a time lies in. */
  private static Instant minuteEnd(Instant time) {
    return Step.MINUTE.next(Step.MINUTE.start(time, ZoneOffset.UTC), ZoneOffset.UTC);
  }

  /** As many steps as the period has, the last of which is the one that goes on now. */
  TimeRange inSteps(Instant now, Step by) {
    if (range != null) {
      return range;
    }
    return new TimeRange(
        by.next(by.start(period.before(now, zone), zone), zone),
        by.next(by.start(now, zone), zone));
  }
}
