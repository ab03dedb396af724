package io.tallystick.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Making and merging: what is added is exact, in whatever order. */
class SketchMergeTest {
  private static final long SEED = 77;

  @ParameterizedTest
  @EnumSource
  void partsMergeToWhatTheyWereTakenFrom(Distribution distribution) {
    double[] samples = distribution.samples(20_000, new Random(SEED));
    QuantileSketch whole = Counting.sketch(samples);
    QuantileSketch merged = QuantileSketch.merge(Counting.parts(samples, 60));
    assertSame(merged, whole);
  }

  @ParameterizedTest
  @EnumSource
  void theOrderAndTheLevelsOfMergingDoNotMatter(Distribution distribution) {
    double[] samples = distribution.samples(60_000, new Random(SEED));
    List<QuantileSketch> parts = new ArrayList<>(Counting.parts(samples, 60));
    // Of every other part only what is stored is left: clusters and cells meet.
    parts.replaceAll(part -> parts.indexOf(part) % 2 == 0 ? stored(part) : part);
    QuantileSketch once = QuantileSketch.merge(parts);
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(parts, new Random(seed));
      assertSame(QuantileSketch.merge(parts), once);
      assertSame(QuantileSketch.merge(inTens(parts)), once);
    }
  }

  @Test
  void mergingClustersKeepsEverySample() {
    List<QuantileSketch> parts =
        IntStream.range(0, 50)
            .mapToObj(i -> Distribution.LOGNORMAL_WIDE.samples(5_000, new Random(i)))
            .map(samples -> stored(Counting.sketch(samples)))
            .toList();
    assertThat(stored(QuantileSketch.merge(parts)).count()).isEqualTo(250_000);
  }

  @Test
  void mergingNothingIsEmpty() {
    assertThat(QuantileSketch.merge(List.of()).count()).isZero();
    assertThat(QuantileSketch.merge(List.of(QuantileSketch.empty())).count()).isZero();
    assertThat(QuantileSketch.merge(List.of()).encode()).isEqualTo(QuantileSketch.empty().encode());
  }

  @Test
  void countsSaturate() {
    QuantileSketch most = sketch(Long.MAX_VALUE - 1, 1.0, 2.0);
    QuantileSketch merged = QuantileSketch.merge(List.of(most, most, most));
    assertThat(merged.count()).isEqualTo(Long.MAX_VALUE);
    assertThat(merged.quantile(0)).isEqualTo(1);
    assertThat(merged.quantile(1)).isEqualTo(2);
    assertThat(merged.quantile(0.5)).isBetween(1.0, 2.0);
    assertThat(merged.countAtMost(1.5)).isPositive();
    assertSame(stored(merged), merged);
  }

  @Test
  void weightsBeyondAnIntAreKept() {
    int[] indexes = IntStream.range(0, 2_000).map(i -> Grid.indexOf(1) + i).toArray();
    long[] counts = new long[2_000];
    Arrays.fill(counts, 10_000_000_000L);
    QuantileSketch sketch =
        QuantileSketch.ofGrid(
            indexes, counts, 2_000, Grid.lowerBound(indexes[0]), Grid.upperBound(indexes[1_999]));
    QuantileSketch stored = stored(sketch);
    assertThat(stored.count()).isEqualTo(20_000_000_000_000L);
    assertThat(stored.quantile(0.5) / Grid.lowerBound(indexes[1_000])).isCloseTo(1, within(0.005));
    assertThat(stored.quantile(0.9) / Grid.lowerBound(indexes[1_800])).isCloseTo(1, within(0.005));
  }

  @Test
  void aSketchOfEveryCellIsBounded() {
    int[] indexes = IntStream.rangeClosed(Grid.FIRST_INDEX, Grid.LAST_INDEX).toArray();
    long[] counts = new long[indexes.length];
    Arrays.fill(counts, Long.MAX_VALUE / 3);
    QuantileSketch sketch =
        QuantileSketch.ofGrid(indexes, counts, indexes.length, -Double.MAX_VALUE, Double.MAX_VALUE);
    assertThat(sketch.encode()).hasSizeLessThan(8_000);
    assertThat(sketch.quantile(0)).isEqualTo(-Double.MAX_VALUE);
    assertThat(sketch.quantile(1)).isEqualTo(Double.MAX_VALUE);
    assertThat(sketch.quantile(0.5)).isFinite();
    assertSame(stored(sketch), sketch);
  }

  @Test
  void whatIsHandedInIsCopied() {
    int[] indexes = {Grid.indexOf(1), Grid.indexOf(2)};
    long[] counts = {1, 1};
    QuantileSketch sketch = QuantileSketch.ofGrid(indexes, counts, 2, 1, 2);
    indexes[0] = 0;
    counts[1] = 1_000;
    assertThat(sketch.count()).isEqualTo(2);
    assertThat(sketch.quantile(0.5)).isEqualTo(1);
  }

  @Test
  void onlyTheUsedEntriesCount() {
    int[] indexes = {Grid.indexOf(1), 0, 0};
    assertThat(QuantileSketch.ofGrid(indexes, new long[] {3, 0, -1}, 1, 1, 1).count()).isEqualTo(3);
    assertThat(QuantileSketch.ofGrid(indexes, new long[3], 0, 1, 1))
        .isSameAs(QuantileSketch.empty());
  }

  @Test
  void extremesThatWereReadTooEarlyAreMovedIntoTheirCells() {
    int[] indexes = {Grid.indexOf(1), Grid.indexOf(2)};
    double unset = Double.POSITIVE_INFINITY;
    QuantileSketch sketch = QuantileSketch.ofGrid(indexes, new long[] {1, 1}, 2, unset, -unset);
    assertThat(sketch.min()).isBetween(1.0, 1.01);
    assertThat(sketch.max()).isBetween(2.0, 2.02);
    QuantileSketch unknown =
        QuantileSketch.ofGrid(indexes, new long[] {1, 1}, 1, Double.NaN, Double.NaN);
    assertThat(unknown.min()).isEqualTo(unknown.max()).isBetween(1.0, 1.01);
    assertSame(stored(sketch), sketch);
    assertSame(stored(unknown), unknown);
  }

  @Test
  void cellsThatAreNoneAreRefused() {
    assertRefused(new int[] {5, 5}, 1, 1);
    assertRefused(new int[] {5, 4}, 1, 1);
    assertRefused(new int[] {5, 6}, 1, 0);
    assertRefused(new int[] {5, 6}, -1, 1);
    assertRefused(new int[] {5, Grid.LAST_INDEX + 1}, 1, 1);
    assertRefused(new int[] {Grid.FIRST_INDEX - 1, 0}, 1, 1);
  }

  private static void assertRefused(int[] indexes, long... counts) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> QuantileSketch.ofGrid(indexes, counts, 2, 0, 1));
  }

  private static void assertSame(QuantileSketch actual, QuantileSketch expected) {
    assertThat(actual.encode()).isEqualTo(expected.encode());
    assertThat(actual.count()).isEqualTo(expected.count());
  }

  private static QuantileSketch stored(QuantileSketch sketch) {
    return QuantileSketch.decode(sketch.encode());
  }

  private static List<QuantileSketch> inTens(List<QuantileSketch> parts) {
    return IntStream.range(0, parts.size() / 10)
        .mapToObj(i -> QuantileSketch.merge(parts.subList(i * 10, i * 10 + 10)))
        .toList();
  }

  private static QuantileSketch sketch(long count, double low, double high) {
    return QuantileSketch.ofGrid(
        new int[] {Grid.indexOf(low), Grid.indexOf(high)}, new long[] {count, count}, 2, low, high);
  }
}
