package io.tallystick.core.record;

/**
 * What was to be kept of a series and found no room, so that it is only in the sums.
 *
 * <pre>{@code
 * new MissedSamples(1, 41.7).and(new MissedSamples(2, 3));  // 3 samples, 44.7 in all
 * }</pre>
 *
 * @param count how many samples
 * @param sum their sum
 */
public record MissedSamples(long count, double sum) {
  MissedSamples and(MissedSamples more) {
    return new MissedSamples(count + more.count, sum + more.sum);
  }
}
