package io.tallystick.core.merge;

import static io.tallystick.core.merge.Parts.histogram;
import static io.tallystick.core.merge.Parts.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.GaugeCombination;
import io.tallystick.core.sketch.QuantileSketch;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.Percentiles;
import io.tallystick.spi.SketchBytes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class HistogramMergeTest {
  private static HistogramState merge(List<OwnedBucket> parts) {
    return (HistogramState) StateMerge.merge(parts, GaugeCombination.LAST);
  }

  private static QuantileSketch sketch(HistogramState state) {
    return QuantileSketch.decode(state.sketch().toArray());
  }

  private static List<OwnedBucket> randomParts(Random random) {
    List<OwnedBucket> parts = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(30); i++) {
      double[] samples = new double[1 + random.nextInt(50)];
      for (int s = 0; s < samples.length; s++) {
        samples[s] = 20 * Math.exp(random.nextGaussian() / 2);
      }
      parts.add(part(i / 3, i % 3, histogram(samples)));
    }
    return parts;
  }

  @Test
  void countsSumsAndExtremesAreThoseOfAllValues() {
    HistogramState merged =
        merge(
            List.of(
                part(0, 1, histogram(3, 4)),
                part(0, 2, histogram(1)),
                part(1, 1, histogram(100, 2))));

    assertThat(merged.count()).isEqualTo(5);
    assertThat(merged.sum()).isEqualTo(110);
    assertThat(merged.min()).isEqualTo(1);
    assertThat(merged.max()).isEqualTo(100);
    assertThat(merged.percentiles()).isEqualTo(new Percentiles(3, 100, 100));
    assertThat(sketch(merged).count()).isEqualTo(5);
  }

  @Test
  void theOrderOfTheBucketsDoesNotMatter() {
    for (long seed = 0; seed < 100; seed++) {
      Random random = new Random(seed);
      List<OwnedBucket> parts = randomParts(random);
      HistogramState once = merge(parts);
      Collections.shuffle(parts, random);

      assertThat(merge(parts)).as("seed %s", seed).isEqualTo(once);
    }
  }

  @Test
  void mergingInTwoLevelsEqualsMergingAtOnce() {
    for (long seed = 0; seed < 100; seed++) {
      List<OwnedBucket> parts = randomParts(new Random(seed));
      List<OwnedBucket> runs = new ArrayList<>();
      for (List<OwnedBucket> run : Parts.runs(parts, 7)) {
        runs.add(part(runs.size(), 0, merge(run)));
      }
      HistogramState once = merge(parts);
      HistogramState twice = merge(runs);

      assertThat(twice.sketch()).as("seed %s", seed).isEqualTo(once.sketch());
      assertThat(twice.percentiles()).as("seed %s", seed).isEqualTo(once.percentiles());
      assertThat(twice.count()).as("seed %s", seed).isEqualTo(once.count());
      assertThat(twice.sum()).as("seed %s", seed).isCloseTo(once.sum(), within(once.sum() * 1e-14));
    }
  }

  @Test
  void percentilesAreOfAllValuesAndNotMeansOfPercentiles() {
    List<OwnedBucket> parts = new ArrayList<>();
    for (int minute = 0; minute < 99; minute++) {
      parts.add(part(minute, 1, histogram(10)));
    }
    double[] slow = new double[901];
    Arrays.fill(slow, 500);
    parts.add(part(99, 1, histogram(slow)));

    assertThat(merge(parts).percentiles().p50()).isEqualTo(500, within(2.0));
  }

  @Test
  void countsEndAtTheLargestNumberAndSumsStayFinite() {
    QuantileSketch sketch = QuantileSketch.decode(histogram(1e308).sketch().toArray());
    HistogramState most = histogram(Long.MAX_VALUE, Double.MAX_VALUE, sketch);
    HistogramState merged = merge(List.of(part(0, 1, most), part(0, 2, most)));

    assertThat(merged.count()).isEqualTo(Long.MAX_VALUE);
    assertThat(merged.sum()).isEqualTo(Double.MAX_VALUE);
  }

  @Test
  void sumsOfBothSignsStayFinite() {
    QuantileSketch sketch = QuantileSketch.decode(histogram(-1, 1).sketch().toArray());
    HistogramState high = histogram(2, Double.MAX_VALUE, sketch);
    HistogramState low = histogram(2, -Double.MAX_VALUE, sketch);
    List<OwnedBucket> parts =
        List.of(part(0, 1, high), part(0, 2, high), part(0, 3, low), part(0, 4, low));

    assertThat(merge(parts).sum()).isFinite();
  }

  @Test
  void percentilesLieWithinTheExtremesAlsoWhereASketchSaysOtherwise() {
    HistogramState wide = histogram(1, 50, 1_000);
    HistogramState narrow =
        new HistogramState(3, 30, 9, 11, new Percentiles(10, 10, 10), wide.sketch());
    HistogramState merged = merge(List.of(part(0, 1, narrow), part(0, 2, narrow)));

    assertThat(merged.percentiles().p50()).isBetween(9.0, 11.0);
    assertThat(merged.percentiles().p99()).isBetween(9.0, 11.0);
  }

  @Test
  void aSketchThatCannotBeReadIsSaidAndSoIsOneWithoutAnyValue() {
    HistogramState good = histogram(1);
    for (byte[] bytes : List.of(new byte[] {77, 1, 2}, QuantileSketch.empty().encode())) {
      HistogramState bad =
          new HistogramState(1, 1, 1, 1, good.percentiles(), SketchBytes.copyOf(bytes));
      assertThatExceptionOfType(UnreadableSketchException.class)
          .isThrownBy(() -> merge(List.of(part(0, 1, good), part(0, 2, bad))));
      assertThatExceptionOfType(UnreadableSketchException.class)
          .isThrownBy(() -> merge(List.of(part(0, 2, bad))));
    }
  }

  @Test
  void statesOfSeveralSeriesAddUpLikeThoseOfOne() {
    List<OwnedBucket> parts = randomParts(new Random(3));
    List<HistogramState> states =
        parts.stream().map(part -> (HistogramState) part.bucket().state()).toList();

    assertThat(StateMerge.histograms(states)).isEqualTo(merge(parts));
    assertThatIllegalArgumentException().isThrownBy(() -> StateMerge.histograms(List.of()));
  }
}
