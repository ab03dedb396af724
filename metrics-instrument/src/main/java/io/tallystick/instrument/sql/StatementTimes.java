package io.tallystick.instrument.sql;

import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Result;
import io.tallystick.Tags;

/** The histograms of one data source, bound once, so that recording allocates nothing. */
final class StatementTimes {
  private static final String NAME = "database.query.duration_ms";

  private final Histogram[] successes;
  private final Histogram[] errors;

  StatementTimes(Metrics metrics) {
    this.successes = bound(metrics, Result.SUCCESS);
    this.errors = bound(metrics, Result.ERROR);
  }

  private static Histogram[] bound(Metrics metrics, Result result) {
    Operation[] operations = Operation.values();
    Histogram[] bound = new Histogram[operations.length];
    for (Operation operation : operations) {
      Tags tags = Tags.of("operation", operation.tagValue(), Result.TAG, result.tagValue());
      bound[operation.ordinal()] = metrics.histogram(NAME, tags);
    }
    return bound;
  }

  void record(Operation operation, Result result, long nanos) {
    Histogram[] bound = result == Result.SUCCESS ? successes : errors;
    bound[operation.ordinal()].duration(nanos);
  }
}
