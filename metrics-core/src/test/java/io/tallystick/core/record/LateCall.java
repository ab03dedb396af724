package io.tallystick.core.record;

import io.tallystick.MetricKind;
import io.tallystick.Metrics;
import io.tallystick.Tags;

/** A call that has found its series and adds to it only when told, which may be too late. */
public final class LateCall {
  private final Samples samples;
  private final Series series;

  private LateCall(Samples samples, Series series) {
    this.samples = samples;
    this.series = series;
  }

  /** A call on a counter without tags. */
  public static LateCall on(Metrics metrics, String counter) {
    SeriesLookup lookup = (SeriesLookup) Reachable.fieldOf(metrics, "lookup");
    return to(metrics, lookup.find(MetricKind.COUNTER, counter, Tags.empty()));
  }

  static LateCall to(Metrics metrics, Series series) {
    return new LateCall((Samples) Reachable.fieldOf(metrics, "samples"), series);
  }

  /** Adds to the counter at last. */
  public LateCall count(double amount) {
    samples.count(series, amount);
    return this;
  }

  void record(double value) {
    samples.record(series, value);
  }
}
