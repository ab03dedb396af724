package io.tallystick.core.aggregate;

import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.record.Series;
import io.tallystick.core.sketch.QuantileSketch;
import java.util.Map;
import java.util.TreeMap;

/** What was shown of each series, by its name and tags. */
final class ShownTotals implements TotalsVisitor {
  private final boolean wantsQuantiles;
  private final Map<String, Shown> shown = new TreeMap<>();

  ShownTotals(boolean wantsQuantiles) {
    this.wantsQuantiles = wantsQuantiles;
  }

  ShownTotals of(Stage stage) {
    shown.clear();
    stage.visitTotals(this);
    return this;
  }

  Map<String, Shown> all() {
    return shown;
  }

  Shown get(String nameAndTags) {
    Shown found = shown.get(nameAndTags);
    if (found == null) {
      throw new AssertionError(nameAndTags + " was not shown, but " + shown.keySet());
    }
    return found;
  }

  private void show(Series series, Shown what) {
    String name = series.name() + series.tags();
    if (shown.put(name, what) != null) {
      throw new AssertionError(name + " was shown twice");
    }
  }

  @Override
  public void counter(Series series, long whole, double fraction) {
    show(series, new Shown(series, whole + fraction, BucketCounts.NONE, QuantileSketch.empty()));
  }

  @Override
  public void gauge(Series series, double last) {
    show(series, new Shown(series, last, BucketCounts.NONE, QuantileSketch.empty()));
  }

  @Override
  public void histogram(Series series, double sum, BucketCounts buckets, QuantileSketch recent) {
    show(series, new Shown(series, sum, buckets, recent));
  }

  @Override
  public boolean wantsQuantiles() {
    return wantsQuantiles;
  }

  /** What was shown of one series. */
  record Shown(Series series, double number, BucketCounts buckets, QuantileSketch recent) {
    long samples() {
      long samples = 0;
      for (int i = 0; i <= buckets.bounds(); i++) {
        samples += buckets.between(i);
      }
      return samples;
    }
  }
}
