package io.tallystick.core.merge;

import io.tallystick.GaugeCombination;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/**
 * Adds up buckets of one series: over all writers, and over time into a wider window. States of
 * several series add up too, where they are of counters or of histograms.
 *
 * <p>Counters and histograms add up, exactly as far as the numbers go: whole amounts and counts
 * saturate at {@link Long#MAX_VALUE}, sums of doubles stay finite, sketches are merged and never
 * percentiles averaged. Merging in several levels gives the same as merging at once.
 *
 * <p>Gauges are combined over writers first, within each start, and then over time:
 *
 * <ul>
 *   <li>A writer watched the gauge for as long as it says, up to when it saw the last value. In a
 *       stretch in which the same writers watched, each is taken to have shown its mean; the rule
 *       makes one value of these. So two instances that are there together add up, and one that
 *       comes after the other does not. Where the rule is {@link GaugeCombination#LAST}, nobody
 *       knows whose value was the last in such a stretch: there it is the mean of them.
 *   <li>The extremes come from those of the writers in the same way, stretch by stretch: what was
 *       shown lies between them. By {@link GaugeCombination#LAST} they are the extremes of all.
 *   <li>The last value is made by the rule from those of the writers that were alive at the end:
 *       who saw the gauge within {@value GaugeOverWriters#ALIVE_MILLIS} ms of whoever saw it last.
 *   <li>Over time the latest last value stays, and the mean is weighted by the observed time.
 * </ul>
 *
 * <p>The order of the buckets does not matter. Stateless, safe for any thread.
 *
 * <pre>{@code
 * BucketState hour = StateMerge.merge(fiveMinuteBuckets, GaugeCombination.SUM);
 * }</pre>
 */
public final class StateMerge {
  private static final Comparator<OwnedBucket> ORDER =
      Comparator.comparing((OwnedBucket owned) -> owned.bucket().start())
          .thenComparing(OwnedBucket::writer);

  private StateMerge() {}

  /**
   * The state of the window that all the buckets lie in.
   *
   * @param parts buckets of one series and one granularity, at least one; {@link
   *     io.tallystick.spi.WriterId#FOLDED} is a writer like others
   * @param rule how a gauge is combined over writers; without meaning for other kinds
   * @throws UnreadableSketchException when a histogram's sketch cannot be read
   * @throws IllegalArgumentException when there is no bucket, or they are of several series
   */
  public static BucketState merge(List<OwnedBucket> parts, GaugeCombination rule) {
    requireOneSeries(parts);
    List<OwnedBucket> inOrder = parts.stream().sorted(ORDER).toList();
    return switch (inOrder.get(0).series().kind()) {
      case COUNTER -> CounterMerge.merge(states(inOrder, CounterState.class));
      case GAUGE -> GaugeMerge.merge(inOrder, rule);
      case HISTOGRAM -> HistogramMerge.merge(states(inOrder, HistogramState.class));
    };
  }

  /**
   * What was added to several counters, such as those of all clients of a route.
   *
   * @param parts perhaps none
   */
  public static CounterState counters(List<CounterState> parts) {
    return CounterMerge.merge(parts);
  }

  /**
   * The values of several histograms, such as those of all status classes of a route.
   *
   * @param parts at least one
   * @throws UnreadableSketchException when a sketch cannot be read
   * @throws IllegalArgumentException when there is none
   */
  public static HistogramState histograms(List<HistogramState> parts) {
    requireAny(parts);
    return HistogramMerge.merge(parts);
  }

  /**
   * What several writers, or several series, showed together in the same time.
   *
   * @param states at least one
   * @param rule makes one value of those that were shown at once
   */
  public static GaugeState gaugesTogether(List<GaugeState> states, GaugeCombination rule) {
    requireAny(states);
    return GaugeOverWriters.combine(states, rule);
  }

  /**
   * What a gauge showed in several times that do not overlap.
   *
   * @param inOrder at least one
   */
  public static GaugeState gaugesInTurn(Collection<GaugeState> inOrder) {
    requireAny(inOrder);
    return GaugeMerge.overTime(inOrder);
  }

  /** Their kinds are that of their series, which each bucket checked. */
  private static <S extends BucketState> List<S> states(List<OwnedBucket> parts, Class<S> kind) {
    return parts.stream().map(part -> kind.cast(part.bucket().state())).toList();
  }

  private static void requireAny(Collection<?> parts) {
    if (parts.isEmpty()) {
      throw new IllegalArgumentException("There is no bucket to merge: give at least one.");
    }
  }

  private static void requireOneSeries(List<OwnedBucket> parts) {
    requireAny(parts);
    OwnedBucket first = parts.get(0);
    for (OwnedBucket part : parts) {
      if (!part.series().equals(first.series()) || part.granularity() != first.granularity()) {
        throw new IllegalArgumentException(
            "A bucket of %s in %s is to be merged with one of %s in %s: give those of one series."
                .formatted(
                    part.granularity().id(),
                    part.series().name(),
                    first.granularity().id(),
                    first.series().name()));
      }
    }
  }

  /** Adds numbers that are not negative; at most {@link Long#MAX_VALUE}. */
  public static long saturatedSum(long one, long other) {
    long sum = one + other;
    return sum < 0 ? Long.MAX_VALUE : sum;
  }
}
