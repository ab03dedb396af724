package io.tallystick.core.sketch;

/**
 * The mean of the numbers seen of late, in integers, so that it is the same on every machine.
 *
 * <p>No number counts for more than it takes to be coded far above the mean: one long way from a
 * negative cell to a positive one does not spoil the codes of those after it.
 */
final class RunningMean {
  private static final int FRACTION_BITS = 8;
  private static final long MOST_SEEN = 1L << 40;

  /** Below it, in 256ths, runs of zeros are shorter than the zeros one by one. */
  private static final long NEARLY_ZERO = 100;

  /** The natural logarithm of 2 in 256ths: a Rice code is shortest when it splits at that much. */
  private static final long SPLIT = 177;

  private final int memoryBits;
  private long scaled;

  RunningMean(int memoryBits, long start) {
    this.memoryBits = memoryBits;
    this.scaled = start << FRACTION_BITS;
  }

  void see(long number) {
    long seen = number < RiceCode.FAR ? number : Math.min(number, most());
    scaled += ((seen << FRACTION_BITS) - scaled) >> memoryBits;
  }

  /** Never less than {@link RiceCode#FAR}. */
  private long most() {
    return Math.min((long) RiceCode.FAR << lowBits(), MOST_SEEN);
  }

  long rounded() {
    return (scaled + (1L << (FRACTION_BITS - 1))) >> FRACTION_BITS;
  }

  boolean isNearlyZero() {
    return scaled < NEARLY_ZERO;
  }

  /** How many low bits a number about as large as the mean is best written with. */
  int lowBits() {
    return Long.SIZE - Long.numberOfLeadingZeros((scaled * SPLIT) >>> (2 * FRACTION_BITS));
  }
}
