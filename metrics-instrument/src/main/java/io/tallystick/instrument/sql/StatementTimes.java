package io.tallystick.instrument.sql;

import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;
import java.util.EnumMap;
import java.util.Map;

/** The histograms of one data source, bound once, so that recording allocates nothing. */
final class StatementTimes {
  private static final String NAME = "database.query.duration_ms";

  private final Map<Operation, Histogram> successes;
  private final Map<Operation, Histogram> errors;

  StatementTimes(Metrics metrics) {
    this.successes = bound(metrics, Result.SUCCESS);
    this.errors = bound(metrics, Result.ERROR);
  }

  private static Map<Operation, Histogram> bound(Metrics metrics, Result result) {
    Map<Operation, Histogram> bound = new EnumMap<>(Operation.class);
    for (Operation operation : Operation.values()) {
      Tags tags = Tags.of("operation", operation.tagValue(), Result.TAG, result.tagValue());
      bound.put(operation, metrics.histogram(NAME, tags));
    }
    return bound;
  }

  void record(Operation operation, Result result, long nanos) {
    Histogram bound = (result == Result.SUCCESS ? successes : errors).get(operation);
    if (bound != null) {
      bound.duration(nanos);
    }
  }
}
