package io.tallystick.core.record;

import io.tallystick.Counter;
import io.tallystick.Histogram;
import io.tallystick.MetricDescriptor;
import io.tallystick.guard.ValueRule;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.LongSupplier;

/**
 * Samples that are also kept one by one, those of chosen metrics: as they were added, under the
 * series that they were added to. First they are added: what is not recorded is not kept either.
 */
final class KeepingSamples extends Samples {
  private final Lanes lanes;
  private final Gauges gauges;
  private final LongSupplier wallMillis;
  private final KeptSamples kept;

  KeepingSamples(
      Lanes lanes,
      Gauges gauges,
      SelfCounts selfCounts,
      LongSupplier wallMillis,
      KeptSamples kept) {
    super(lanes, gauges, selfCounts);
    this.lanes = lanes;
    this.gauges = gauges;
    this.wallMillis = wallMillis;
    this.kept = kept;
  }

  @Override
  void describe(MetricDescriptor descriptor) {
    kept.describe(descriptor);
  }

  @Override
  Counter counter(Series series) {
    return isChosen(series) ? new KeptCounter(this, series) : super.counter(series);
  }

  @Override
  Histogram histogram(Series series) {
    return isChosen(series) ? new KeptHistogram(this, series) : super.histogram(series);
  }

  private boolean isChosen(Series series) {
    return kept.share(series) != null;
  }

  @Override
  void count(SeriesEntry series, long amount) {
    super.count(series, amount);
    if (amount >= 0) {
      keep(series, (double) amount);
    }
  }

  @Override
  void count(SeriesEntry series, double amount) {
    super.count(series, amount);
    if (amount >= 0) {
      keep(series, amount);
    }
  }

  @Override
  void set(SeriesEntry series, double value) {
    super.set(series, value);
    keep(series, value);
  }

  @Override
  void add(SeriesEntry series, double amount) {
    super.add(series, amount);
    if (Double.isFinite(amount)) {
      keep(series, gauges.last(series.cell()));
    }
  }

  @Override
  void record(SeriesEntry series, double value) {
    super.record(series, value);
    keep(series, value);
  }

  private void keep(SeriesEntry entry, double value) {
    Series series = entry.series();
    Double share = kept.share(series);
    if (share != null && Double.isFinite(value) && lanes.isOpen() && isPicked(share)) {
      double shown = ValueRule.withoutNegativeZero(value);
      kept.add(new KeptSample(series, wallMillis.getAsLong(), shown, share));
    }
  }

  private static boolean isPicked(double share) {
    return share >= 1 || ThreadLocalRandom.current().nextDouble() < share;
  }
}
