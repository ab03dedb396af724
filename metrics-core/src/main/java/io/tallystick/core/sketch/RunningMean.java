package io.tallystick.core.sketch;

/**
 * The mean of the numbers seen of late, in integers, so that it is the same on every machine.
 *
 * <p>No number counts for more than it takes to be coded far above the mean: one long way from a
 * negative cell to a positive one does not spoil the codes of those after it.
 *
 * <p>A mean is a long, in 256ths, and not an object: whoever reads a row keeps it in a variable.
 */
final class RunningMean {
  private static final int FRACTION_BITS = 8;
  private static final long MOST_SEEN = 1L << 40;

  /** Below it, in 256ths, runs of zeros are shorter than the zeros one by one. */
  private static final long NEARLY_ZERO = 100;

  /** The natural logarithm of 2 in 256ths: a Rice code is shortest when it splits at that much. */
  private static final long SPLIT = 177;

  private RunningMean() {}

  static long of(long number) {
    return number << FRACTION_BITS;
  }

  /** The mean when one more number was seen; with more bits of memory it changes less. */
  static long after(long mean, long number, int memoryBits) {
    long seen = number < RiceCode.FAR ? number : Math.min(number, most(mean));
    return mean + (((seen << FRACTION_BITS) - mean) >> memoryBits);
  }

  /** Never less than {@link RiceCode#FAR}. */
  private static long most(long mean) {
    return Math.min((long) RiceCode.FAR << lowBits(mean), MOST_SEEN);
  }

  static long rounded(long mean) {
    return (mean + (1L << (FRACTION_BITS - 1))) >> FRACTION_BITS;
  }

  static boolean isNearlyZero(long mean) {
    return mean < NEARLY_ZERO;
  }

  /** How many low bits a number about as large as the mean is best written with. */
  static int lowBits(long mean) {
    return Long.SIZE - Long.numberOfLeadingZeros((mean * SPLIT) >>> (2 * FRACTION_BITS));
  }
}
