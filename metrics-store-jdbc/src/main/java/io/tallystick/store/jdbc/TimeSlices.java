package io.tallystick.store.jdbc;

import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Goes through records of all times by a question that gives at most so many of a range: a range
 * that may have more is halved.
 */
final class TimeSlices {
  private static final int MOST = 1_000;
  private static final Duration SHORTEST = Duration.ofMillis(1);
  private static final TimeRange EVER =
      new TimeRange(CopyHorizons.EARLIEST, Instant.parse("9999-12-31T23:59:59.999Z"));

  private TimeSlices() {}

  /** Finds the records of a range, at most so many. */
  interface Question<T> {
    List<T> find(TimeRange range, int most);
  }

  /** Passes on each slice that has records, and all of them. */
  static <T> void forEach(Question<T> question, BiConsumer<TimeRange, List<T>> action) {
    forEach(EVER, question, action);
  }

  private static <T> void forEach(
      TimeRange slice, Question<T> question, BiConsumer<TimeRange, List<T>> action) {
    Duration width = Duration.between(slice.from(), slice.to());
    int most = width.equals(SHORTEST) ? Integer.MAX_VALUE : MOST;
    List<T> found = question.find(slice, most);
    if (found.size() == most) {
      Instant middle = slice.from().plusMillis(width.toMillis() / 2);
      forEach(new TimeRange(slice.from(), middle), question, action);
      forEach(new TimeRange(middle, slice.to()), question, action);
    } else if (!found.isEmpty()) {
      action.accept(slice, found);
    }
  }
}
