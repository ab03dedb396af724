package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.Unit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BoundsTest {
  private static final Random RANDOM = new Random(5);
  private static final long PLENTY = 1 << 24;
  private static final int RUN = 50;

  private static List<Double> boundsOf(Unit unit) {
    return MetricDescriptor.histogram("any.samples").unit(unit).build().bounds();
  }

  /** Values on, beside and far from the bounds, many of them several times, in any order. */
  private static List<Double> valuesFor(List<Double> upper) {
    List<Double> values = new ArrayList<>(List.of(0.0, -1.0, -1e300, 1e300, Double.MIN_VALUE));
    for (double bound : upper) {
      values.addAll(List.of(bound, Math.nextUp(bound), Math.nextDown(bound), bound / 2, 2 * bound));
    }
    for (int i = 0; i < 2_000; i++) {
      values.add(Math.pow(10, RANDOM.nextDouble() * 20 - 8));
    }
    values.addAll(List.copyOf(values));
    Collections.shuffle(values, RANDOM);
    return values;
  }

  /** Adds half of the values by a log, under the lock, and half past it. */
  private static void addAll(List<Double> values, SampledSeries series) {
    int half = values.size() / 2;
    for (int from = 0; from < half; from += RUN) {
      SampleLog log = SampledSeries.log();
      values.subList(from, Math.min(half, from + RUN)).forEach(value -> log.append(0, value));
      log.move(series.directory());
    }
    values.subList(half, values.size()).forEach(series.sink()::accept);
  }

  private static void check(List<Double> upper, List<Double> values, BucketCounts counts) {
    assertThat(counts.bounds()).isEqualTo(upper.size());
    for (int i = 0; i <= upper.size(); i++) {
      double above = i == 0 ? Double.NEGATIVE_INFINITY : upper.get(i - 1);
      double bound = i == upper.size() ? Double.POSITIVE_INFINITY : upper.get(i);
      assertThat(counts.between(i))
          .as("above %s up to %s of %s", above, bound, upper)
          .isEqualTo(values.stream().filter(value -> value > above && value <= bound).count());
    }
  }

  private static void check(List<Double> upper) {
    check(upper, PLENTY);
  }

  private static void check(List<Double> upper, long memory) {
    SampledSeries series = new SampledSeries(Bounds.of(upper), memory);
    for (int minute = 0; minute < 2; minute++) {
      List<Double> values = valuesFor(upper);
      addAll(values, series);
      series.sink().gather();
      check(upper, values, series.sink().buckets());
      series.sink().clear();
    }
  }

  @ParameterizedTest
  @EnumSource(Unit.class)
  void eachValueIsCountedBelowTheLeastBoundThatItDoesNotExceed(Unit unit) {
    check(boundsOf(unit));
  }

  @Test
  void anyBoundsMayBeStated() {
    check(List.of(-5.0, 0.0, 5.0));
    check(List.of(0.0));
    check(List.of(1e-300, 1e300));
    check(List.of(1.0, Math.nextUp(1.0), 1.0000001));
    for (int round = 0; round < 100; round++) {
      check(RANDOM.doubles(1 + RANDOM.nextInt(64), -1e3, 1e6).sorted().distinct().boxed().toList());
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 100, 1_000, 5_000})
  void theCountsAreExactWhereTheGridIsShortOfMemoryAndIsNot(long memory) {
    check(boundsOf(Unit.MILLISECONDS), memory);
    check(List.of(-5.0, 0.0, 5.0), memory);
    check(List.of(1.0, Math.nextUp(1.0), 1.0000001), memory);
  }

  @Test
  void whatOtherSeriesHadIsBroughtInExactly() {
    List<Double> upper = boundsOf(Unit.MILLISECONDS);
    SampledSeries one = new SampledSeries(Bounds.of(upper), PLENTY);
    SampledSeries other = new SampledSeries(Bounds.of(List.copyOf(upper)), PLENTY);
    SampledSeries poor = new SampledSeries(Bounds.of(upper), 0);
    List<Double> values = valuesFor(upper);
    addAll(values, other);
    other.sink().gather();
    one.sink().include(other.sink());
    poor.sink().include(other.sink());

    check(upper, values, one.sink().buckets());
    check(upper, values, poor.sink().buckets());
  }

  @Test
  void whatASeriesOfOtherBoundsHadIsBroughtInByItsCells() {
    SampledSeries one = new SampledSeries(Bounds.of(List.of(1.0, 10.0, 100.0)), PLENTY);
    SampledSeries other = new SampledSeries(Bounds.of(List.of(5.0, 10.0)), PLENTY);
    addAll(List.of(5.0, 0.5, 0.5, 20.0, 20.0, 20.0, 200.0), other);
    other.sink().gather();
    one.sink().include(other.sink());

    check(
        List.of(1.0, 10.0, 100.0),
        List.of(5.0, 0.5, 0.5, 20.0, 20.0, 20.0, 200.0),
        one.sink().buckets());
  }

  @Test
  void aMetricThatNobodyDescribedHasTheBoundsOfItsUnit() {
    RecordingRig rig = new RecordingRig();
    rig.metrics().histogram("a.size_bytes", 1_024);
    rig.drain(true);

    BucketCounts buckets = rig.drained().of("a.size_bytes").buckets;
    assertThat(buckets.bounds()).isEqualTo(boundsOf(Unit.BYTES).size());
    assertThat(buckets.bound(0)).isEqualTo(boundsOf(Unit.BYTES).get(0));
  }
}
