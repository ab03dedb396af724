package io.tallystick.core.record;

/**
 * How many samples of a histogram lie between which bounds; each bound belongs to what it ends.
 * Immutable and exact.
 *
 * <pre>{@code
 * long below = 0;
 * for (int i = 0; i < counts.bounds(); i++) {
 *   below += counts.between(i);
 *   show(counts.bound(i), below);
 * }
 * }</pre>
 */
public final class BucketCounts {
  /** No samples, and no bounds either. */
  public static final BucketCounts NONE = new BucketCounts(new double[0], new long[1]);

  private final double[] upper;
  private final long[] slots;

  BucketCounts(double[] upper, long[] slots) {
    this.upper = upper;
    this.slots = slots;
  }

  /** How many bounds there are. */
  public int bounds() {
    return upper.length;
  }

  /** A bound; they ascend. */
  public double bound(int number) {
    return upper[number];
  }

  /**
   * How many samples are not above a bound and above the one before, if any.
   *
   * @param number of the bound; one more than the last stands for what is above all
   */
  public long between(int number) {
    return slots[number];
  }

  /** These and more samples between the same bounds, or between any where either are none. */
  public BucketCounts plus(BucketCounts more) {
    if (this == NONE || more == NONE) {
      return this == NONE ? more : this;
    }
    long[] sums = slots.clone();
    for (int i = 0; i < sums.length; i++) {
      sums[i] += more.slots[i];
    }
    return new BucketCounts(upper, sums);
  }
}
