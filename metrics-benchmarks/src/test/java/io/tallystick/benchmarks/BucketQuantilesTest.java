package io.tallystick.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class BucketQuantilesTest {
  @Test
  void aRankInsideABucketIsFoundAlongALine() {
    BucketQuantiles buckets = BucketQuantiles.linear();
    buckets.add(0, 10, 50);
    buckets.add(10, 20, 50);

    assertThat(buckets.at(0.25, 0.5, 0.75)).containsExactly(5, 10, 15);
  }

  @Test
  void orAlongTheCurveOfBucketsThatGrow() {
    BucketQuantiles buckets = BucketQuantiles.growing();
    buckets.add(1, 4, 10);

    assertThat(buckets.at(0.5)).containsExactly(new double[] {2}, within(1e-12));
  }

  @Test
  void aboveTheLastBoundItIsTheBound() {
    BucketQuantiles buckets = BucketQuantiles.linear();
    buckets.add(0, 10, 1);
    buckets.add(10, Double.POSITIVE_INFINITY, 9);

    assertThat(buckets.at(0.99)).containsExactly(10);
  }

  @Test
  void withoutSamplesThereIsNoQuantile() {
    assertThat(BucketQuantiles.linear().at(0.5)).containsExactly(Double.NaN);
  }
}
