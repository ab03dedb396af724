package io.tallystick.servlet.prometheus;

import io.tallystick.core.record.BucketCounts;
import io.tallystick.core.sketch.QuantileSketch;
import java.nio.charset.StandardCharsets;

/** A histogram, as buckets or as quantiles. */
final class ExposedHistogram extends ExposedSeries {
  private static final double[] QUANTILES = {0.5, 0.95, 0.99};
  private static final byte[] INFINITY = "+Inf\"} ".getBytes(StandardCharsets.UTF_8);

  private final ExposedFamily family;
  private final double divisor;
  private final byte[] part;
  private final byte[] sum;
  private final byte[] count;
  private double inAll;
  private BucketCounts buckets = BucketCounts.NONE;
  private QuantileSketch recent = QuantileSketch.empty();

  ExposedHistogram(ExposedFamily family, String labels, long startMillis, boolean hasQuantiles) {
    super(family.family(), labels, startMillis);
    this.family = family;
    divisor = family.family().divisor();
    part = hasQuantiles ? line("", "quantile") : line("_bucket", "le");
    sum = line("_sum");
    count = line("_count");
  }

  void see(double itsSum, BucketCounts itsBuckets, QuantileSketch itsRecent) {
    inAll = itsSum;
    buckets = itsBuckets;
    recent = itsRecent;
  }

  /** The count is that of the buckets, so that a reader never finds that they disagree. */
  @Override
  void writeTo(Chunks out, Style style) {
    long all = style.hasQuantiles() ? writeQuantiles(out) : writeBuckets(out);
    write(out, sum, inAll / divisor);
    write(out, count, all);
    writeCreated(out, style);
    buckets = BucketCounts.NONE;
    recent = QuantileSketch.empty();
  }

  private long writeBuckets(Chunks out) {
    BoundTexts bounds = family.bounds(buckets);
    long below = 0;
    for (int i = 0; i < buckets.bounds(); i++) {
      below += buckets.between(i);
      writeBucket(out, bounds.text(i), below);
    }
    below += buckets.between(buckets.bounds());
    writeBucket(out, INFINITY, below);
    return below;
  }

  private void writeBucket(Chunks out, byte[] bound, long samples) {
    out.write(part);
    write(out, bound, samples);
  }

  private long writeQuantiles(Chunks out) {
    for (double quantile : QUANTILES) {
      out.write(part);
      out.write(Double.toString(quantile));
      out.write("\"} ");
      Numbers.write(out, recent.count() == 0 ? Double.NaN : recent.quantile(quantile) / divisor);
      out.write('\n');
    }
    long all = 0;
    for (int i = 0; i <= buckets.bounds(); i++) {
      all += buckets.between(i);
    }
    return all;
  }
}
