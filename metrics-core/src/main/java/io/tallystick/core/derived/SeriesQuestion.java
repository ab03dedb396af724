package io.tallystick.core.derived;

import static java.util.Objects.requireNonNull;

import io.tallystick.core.aggregate.Moment;
import io.tallystick.guard.GuardLimits;
import io.tallystick.spi.TimeRange;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Supplier;

/** A series that is asked for when somebody looks; for any thread. */
final class SeriesQuestion {
  private static final int MOST_POINTS = 5_000;

  private final DerivedMetric metric;
  private final TaggedRows reader;
  private final Asking asking;

  SeriesQuestion(DerivedMetric metric, GuardLimits limits, Supplier<Moment> clock) {
    this.metric = metric;
    this.reader = new TaggedRows(metric, limits);
    this.asking = new Asking(metric.name(), metric.toString(), metric.terms().timeout(), clock);
  }

  List<DerivedPoint> ask(TimeRange range, Duration step) {
    if (range.isEmpty() || step.compareTo(Duration.ofSeconds(1)) < 0) {
      throw new IllegalArgumentException(
          "The series %s is asked for from %s to %s in steps of %s: ask for a range with something in"
                  .formatted(metric.name(), range.from(), range.to(), step)
              + " it, and steps of a second or more.");
    }
    TimeForm form = metric.terms().form();
    Arguments arguments =
        metric
            .arguments()
            .time("from", form.ceiling(range.from()))
            .time("to", form.ceiling(range.to()))
            .write("step", step.toSeconds());
    return asking.ask(() -> metric.query(MOST_POINTS + 1).run(arguments, this::points));
  }

  private List<DerivedPoint> points(ResultSet rows) throws SQLException {
    List<TaggedRow> found = reader.read(rows, true).rows();
    if (found.size() > MOST_POINTS) {
      throw new DerivedQueryException(
          "The SQL gives more than %d points: ask for a shorter range or longer steps"
              .formatted(MOST_POINTS),
          null);
    }
    return found.stream()
        .map(
            row ->
                new DerivedPoint(
                    requireNonNull(row.at(), "at"), row.value().doubleValue(), row.tags()))
        .sorted(Comparator.comparing(DerivedPoint::at))
        .toList();
  }

  DerivedStatus status() {
    return asking.status();
  }
}
