package io.tallystick.core.sketch;

import static org.assertj.core.api.Assertions.assertThat;

import com.tdunning.math.stats.Centroid;
import com.tdunning.math.stats.MergingDigest;
import com.tdunning.math.stats.ScaleFunction;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class ClusteringTest {
  private static final int MOST = 512;

  @Test
  void anyCellsAreJoinedWithoutLosingASample() {
    for (int seed = 0; seed < 2_000; seed++) {
      CountedSamples samples = anySamples(new Random(seed));
      CountedSamples clustered = Clustering.inAtMost(MOST, samples);
      int[] indexes = clustered.cells().indexes();
      assertThat(indexes).as("seed %d", seed).hasSizeBetween(2, MOST).isSorted();
      assertThat(Arrays.stream(indexes).distinct()).hasSameSizeAs(indexes);
      assertThat(LongStream.of(clustered.cells().counts())).allMatch(count -> count > 0);
      assertThat(clustered.cells().total()).isEqualTo(samples.cells().total());
      assertThat(clustered.lowest(0)).isEqualTo(samples.min());
      assertThat(clustered.highest(indexes.length - 1)).isEqualTo(samples.max());
    }
  }

  @Test
  void fewCellsStayAsTheyAre() {
    int[] indexes = IntStream.range(0, SketchCodec.FEW_CELLS).toArray();
    long[] counts = LongStream.rangeClosed(1, indexes.length).toArray();
    double last = Grid.lowerBound(indexes.length - 1);
    CountedSamples samples = CountedSamples.inside(new Cells(indexes, counts), 0, last);
    CountedSamples stored = SketchCodec.decode(SketchCodec.encode(samples));
    assertThat(stored.clustered()).isFalse();
    assertThat(stored.cells().indexes()).containsExactly(indexes);
    assertThat(stored.cells().counts()).containsExactly(counts);
  }

  @Test
  void nothingIsJoinedAcrossAWideGap() {
    double[] values = Distribution.BIMODAL_WIDE.samples(200_000, new Random(5));
    Cells cells = Clustering.inAtMost(MOST, Counting.count(values)).cells();
    assertThat(IntStream.range(0, cells.size()).mapToDouble(cells::lowerBound))
        .noneMatch(Distribution.BIMODAL_WIDE::isEmptyAt);
  }

  @Test
  void whatIsAtEitherEndStaysAlone() {
    long[] counts = new long[3_000];
    Arrays.fill(counts, 1_000_000);
    int[] indexes = IntStream.range(0, counts.length).toArray();
    CountedSamples samples =
        CountedSamples.inside(
            new Cells(indexes, counts), 0, Grid.upperBound(indexes[indexes.length - 1]));
    Cells clustered = Clustering.inAtMost(MOST, samples).cells();
    assertThat(clustered.indexes()).startsWith(0).endsWith(2_999);
    assertThat(clustered.counts()).startsWith(1_000_000).endsWith(1_000_000);
  }

  @Test
  void clustersEndWhereThoseOfTheLibraryDo() {
    for (int seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      long[] counts = new long[MOST + 2 + random.nextInt(3_000)];
      double orders = random.nextDouble() * 9;
      Arrays.setAll(counts, i -> (long) Math.exp(random.nextDouble() * orders));
      counts[0] = 1;
      counts[counts.length - 1] = 1;
      int[] indexes = IntStream.range(0, counts.length).toArray();
      double last = Grid.lowerBound(counts.length - 1);
      Cells clustered =
          Clustering.inAtMost(MOST, CountedSamples.inside(new Cells(indexes, counts), 0, last))
              .cells();

      assertThat(clustered.counts()).as("seed %d", seed).containsExactly(clusters(counts));
    }
  }

  private static long[] clusters(long[] counts) {
    MergingDigest digest = new MergingDigest(Clustering.COMPRESSION, counts.length + 2);
    digest.setScaleFunction(ScaleFunction.K_1);
    for (int i = 0; i < counts.length; i++) {
      digest.add(i, (int) counts[i]);
    }
    return digest.centroids().stream().mapToLong(Centroid::count).toArray();
  }

  /** Up to a few thousand cells, near and far apart, with counts from one to very many. */
  private static CountedSamples anySamples(Random random) {
    int size = MOST + 1 + random.nextInt(3_000);
    int steps = 1 + random.nextInt(120);
    double orders = random.nextDouble() * 40;
    int[] indexes = new int[size];
    long[] counts = new long[size];
    int index = Grid.FIRST_INDEX + random.nextInt(100_000);
    for (int i = 0; i < size; i++) {
      indexes[i] = index;
      index += 1 + random.nextInt(steps);
      counts[i] = (long) Math.exp(random.nextDouble() * orders);
    }
    return CountedSamples.inside(
        new Cells(indexes, counts),
        Grid.lowerBound(indexes[0]),
        Grid.upperBound(indexes[size - 1]));
  }
}
