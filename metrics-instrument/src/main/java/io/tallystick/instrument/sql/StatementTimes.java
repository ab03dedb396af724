package io.tallystick.instrument.sql;

import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The histograms of one data source, each bound when it is first needed, so that recording
 * allocates nothing and there is no series of what never happens.
 */
final class StatementTimes {
  private static final String NAME = "database.query.duration_ms";

  private final Metrics metrics;
  private final Map<Operation, Bound> successes = places(Result.SUCCESS);
  private final Map<Operation, Bound> errors = places(Result.ERROR);

  StatementTimes(Metrics metrics) {
    this.metrics = metrics;
  }

  private static Map<Operation, Bound> places(Result result) {
    Map<Operation, Bound> places = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      places.put(
          operation,
          new Bound(Tags.of("operation", operation.tagValue(), Result.TAG, result.tagValue())));
    }
    return places;
  }

  /**
   * Records a statement; false where the metrics threw, or gave no histogram. They may be
   * anybody's, and what they throw would hide what the driver threw, or leave its rows open and
   * unseen. It cannot be told: this room has no log.
   */
  boolean record(Operation operation, Result result, long nanos) {
    Bound bound = (result == Result.SUCCESS ? successes : errors).get(operation);
    try {
      return bound != null && bound.record(metrics, nanos);
    } catch (RuntimeException | LinkageError thrown) {
      return false;
    }
  }

  /**
   * The place of one handle. Two threads may bind it at once: both handles lead to one series, and
   * either stays.
   */
  private static final class Bound {
    private final Tags tags;
    private volatile @Nullable Histogram histogram;

    Bound(Tags tags) {
      this.tags = tags;
    }

    boolean record(Metrics metrics, long nanos) {
      Histogram known = histogram;
      if (known == null) {
        known = metrics.histogram(NAME, tags);
        histogram = known;
      }
      if (known == null) { // only where the metrics break their contract
        return false;
      }
      known.duration(nanos);
      return true;
    }
  }
}
