package io.tallystick.benchmarks;

import java.util.ArrayList;
import java.util.List;

/**
 * Quantiles out of a peer's buckets, as its server or its documentation computes them: by rank
 * inside the bucket, along a line or, where buckets grow by a factor, along that curve.
 */
final class BucketQuantiles {
  private final List<Bucket> buckets = new ArrayList<>();
  private final boolean grows;
  private long total;

  private BucketQuantiles(boolean grows) {
    this.grows = grows;
  }

  /** For bounds that somebody chose. */
  static BucketQuantiles linear() {
    return new BucketQuantiles(false);
  }

  /** For bounds that grow by a factor. */
  static BucketQuantiles growing() {
    return new BucketQuantiles(true);
  }

  /** The next bucket upwards. */
  void add(double lower, double upper, long count) {
    buckets.add(new Bucket(lower, upper, count));
    total += count;
  }

  /** Each of the quantiles. */
  double[] at(double... quantiles) {
    double[] values = new double[quantiles.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = at(quantiles[i]);
    }
    return values;
  }

  private double at(double quantile) {
    double rank = quantile * total;
    for (Bucket bucket : buckets) {
      if (rank <= bucket.count && bucket.count > 0) {
        return bucket.inside(rank / bucket.count, grows);
      }
      rank -= bucket.count;
    }
    return Double.NaN;
  }

  private record Bucket(double lower, double upper, long count) {
    double inside(double share, boolean grows) {
      if (Double.isInfinite(upper)) {
        return lower;
      }
      return grows ? lower * Math.pow(upper / lower, share) : lower + (upper - lower) * share;
    }
  }
}
