package io.tallystick.core.merge;

import static io.tallystick.core.merge.Parts.START;
import static io.tallystick.core.merge.Parts.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.GaugeCombination;
import io.tallystick.spi.GaugeState;
import io.tallystick.spi.OwnedBucket;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class GaugeMergeTest {
  private static final int MINUTE = 60_000;

  private static GaugeState merge(GaugeCombination rule, OwnedBucket... parts) {
    return (GaugeState) StateMerge.merge(List.of(parts), rule);
  }

  /** A gauge that showed one value from one second of the first minute to another. */
  private static GaugeState shown(double value, int fromSecond, int toSecond) {
    return shown(value, value, value, fromSecond, toSecond);
  }

  private static GaugeState shown(
      double last, double min, double max, int fromSecond, int toSecond) {
    long millis = (toSecond - fromSecond) * 1_000L;
    return new GaugeState(last, START.plusSeconds(toSecond), min, max, last * millis, millis);
  }

  @Test
  void twoInstancesThatAreThereTogetherAddUp() {
    GaugeState sum =
        merge(
            GaugeCombination.SUM,
            part(0, 1, shown(3, 1, 5, 0, 60)),
            part(0, 2, shown(4, 2, 10, 0, 60)));

    assertThat(sum.last()).isEqualTo(7);
    assertThat(sum.min()).isEqualTo(3);
    assertThat(sum.max()).isEqualTo(15);
    assertThat(sum.mean()).isEqualTo(7);
    assertThat(sum.observedMillis()).isEqualTo(MINUTE);
    assertThat(sum.lastAt()).isEqualTo(START.plusSeconds(60));
  }

  @Test
  void aRestartWithinTheMinuteDoesNotCountTwice() {
    GaugeState sum =
        merge(
            GaugeCombination.SUM,
            part(0, 1, shown(5, 4, 6, 0, 28)),
            part(0, 2, shown(3, 2, 4, 30, 60)));

    assertThat(sum.last()).isEqualTo(3);
    assertThat(sum.min()).isEqualTo(2);
    assertThat(sum.max()).isEqualTo(6);
    assertThat(sum.observedMillis()).isEqualTo(58_000);
    assertThat(sum.mean()).isEqualTo((5 * 28 + 3 * 30) / 58.0);
  }

  @Test
  void ofTwoInstancesOneRestarts() {
    GaugeState sum =
        merge(
            GaugeCombination.SUM,
            part(0, 1, shown(10, 0, 60)),
            part(0, 2, shown(5, 0, 30)),
            part(0, 3, shown(3, 30, 60)));

    assertThat(sum.last()).isEqualTo(13);
    assertThat(sum.min()).isEqualTo(13);
    assertThat(sum.max()).isEqualTo(15);
    assertThat(sum.mean()).isEqualTo(14);
  }

  @Test
  void anOverlapCountsForAsLongAsItLasts() {
    GaugeState sum =
        merge(GaugeCombination.SUM, part(0, 1, shown(6, 0, 40)), part(0, 2, shown(6, 30, 60)));

    assertThat(sum.observedMillis()).isEqualTo(MINUTE);
    assertThat(sum.mean()).isEqualTo(7);
    assertThat(sum.max()).isEqualTo(12);
    assertThat(sum.min()).isEqualTo(6);
    assertThat(sum.last()).isEqualTo(6);
  }

  @Test
  void whoeverWasSeenATickBeforeTheNewestIsAliveAndWhoeverWasNotSeenSinceIsNot() {
    assertThat(
            merge(GaugeCombination.SUM, part(0, 1, shown(6, 0, 50)), part(0, 2, shown(1, 0, 60)))
                .last())
        .isEqualTo(7);
    assertThat(
            merge(GaugeCombination.SUM, part(0, 1, shown(6, 0, 49)), part(0, 2, shown(1, 0, 60)))
                .last())
        .isEqualTo(1);
  }

  @Test
  void theGreatestIsThatOfTheInstancesAtEachTime() {
    GaugeState max =
        merge(
            GaugeCombination.MAX,
            part(0, 1, shown(8, 7, 9, 0, 30)),
            part(0, 2, shown(4, 3, 5, 0, 60)));

    assertThat(max.last()).isEqualTo(4);
    assertThat(max.max()).isEqualTo(9);
    assertThat(max.min()).isEqualTo(3);
    assertThat(max.mean()).isEqualTo(6);
    assertThat(max.observedMillis()).isEqualTo(MINUTE);
  }

  @Test
  void theMeanIsThatOfTheInstancesAtEachTime() {
    GaugeState mean =
        merge(
            GaugeCombination.MEAN,
            part(0, 1, shown(8, 6, 9, 0, 30)),
            part(0, 2, shown(4, 2, 5, 0, 60)));

    assertThat(mean.last()).isEqualTo(4);
    assertThat(mean.max()).isEqualTo(7);
    assertThat(mean.min()).isEqualTo(2);
    assertThat(mean.mean()).isEqualTo(5);
    assertThat(mean.observedMillis()).isEqualTo(MINUTE);
  }

  @Test
  void theLastIsThatOfWhoeverSawItLastAndExtremesAreThoseOfAll() {
    GaugeState last =
        merge(
            GaugeCombination.LAST,
            part(0, 2, shown(8, 6, 9, 0, 55)),
            part(0, 1, shown(4, 2, 5, 0, 60)));

    assertThat(last.last()).isEqualTo(4);
    assertThat(last.min()).isEqualTo(2);
    assertThat(last.max()).isEqualTo(9);
    assertThat(last.mean()).isBetween(4.0, 8.0);
  }

  @Test
  void aThingThatAllInstancesShowAlikeStaysAsItIs() {
    for (GaugeCombination rule :
        List.of(GaugeCombination.MAX, GaugeCombination.MEAN, GaugeCombination.LAST)) {
      OwnedBucket[] alike =
          IntStream.range(1, 4)
              .mapToObj(writer -> part(0, writer, shown(0.1, 0, 60)))
              .toArray(OwnedBucket[]::new);
      assertThat(merge(rule, alike).mean()).as("%s", rule).isEqualTo(0.1, within(1e-16));
      assertThat(merge(rule, alike).last()).as("%s", rule).isEqualTo(0.1, within(1e-16));
    }
  }

  @ParameterizedTest
  @EnumSource
  void overTimeTheLatestStaysAndTheMeanIsWeightedByTime(GaugeCombination rule) {
    GaugeState merged =
        merge(
            rule,
            part(1, 1, shown(6, 5, 7, 100, 120)),
            part(0, 1, shown(3, 1, 4, 0, 60)),
            part(3, 1, shown(9, 8, 9, 180, 200)));

    assertThat(merged.last()).isEqualTo(9);
    assertThat(merged.lastAt()).isEqualTo(START.plusSeconds(200));
    assertThat(merged.min()).isEqualTo(1);
    assertThat(merged.max()).isEqualTo(9);
    assertThat(merged.observedMillis()).isEqualTo(100_000);
    assertThat(merged.mean()).isEqualTo((3 * 60 + 6 * 20 + 9 * 20) / 100.0);
  }

  @Test
  void writersOfDifferentMinutesFollowEachOther() {
    GaugeState sum =
        merge(GaugeCombination.SUM, part(0, 1, shown(3, 0, 60)), part(1, 2, shown(4, 60, 120)));

    assertThat(sum.last()).isEqualTo(4);
    assertThat(sum.min()).isEqualTo(3);
    assertThat(sum.max()).isEqualTo(4);
    assertThat(sum.mean()).isEqualTo(3.5);
  }

  @Test
  void aValueThatWasSeenOnceHasNoTimeButItsExtremesCount() {
    GaugeState sum =
        merge(GaugeCombination.SUM, part(0, 1, shown(100, 20, 20)), part(0, 2, shown(4, 30, 60)));
    assertThat(sum.max()).isEqualTo(100);
    assertThat(sum.mean()).isEqualTo(4);
    assertThat(sum.observedMillis()).isEqualTo(30_000);

    GaugeState unobserved =
        merge(GaugeCombination.SUM, part(0, 1, shown(100, 20, 20)), part(0, 2, shown(4, 20, 20)));
    assertThat(unobserved.last()).isEqualTo(104);
    assertThat(unobserved.max()).isEqualTo(104);
    assertThat(unobserved.observedMillis()).isZero();
  }

  @ParameterizedTest
  @EnumSource
  void theLargestNumbersStayFinite(GaugeCombination rule) {
    GaugeState most = shown(Double.MAX_VALUE, 0, 0);
    GaugeState least = shown(-Double.MAX_VALUE, 0, 0);
    GaugeState wide =
        new GaugeState(
            Double.MAX_VALUE,
            START.plusSeconds(60),
            -Double.MAX_VALUE,
            Double.MAX_VALUE,
            Double.MAX_VALUE,
            1);

    assertThat(merge(rule, part(0, 1, most), part(0, 2, most)).last()).isEqualTo(Double.MAX_VALUE);
    assertThat(merge(rule, part(0, 1, most), part(0, 2, least), part(0, 3, wide)).max())
        .isEqualTo(Double.MAX_VALUE);
    assertThat(merge(rule, part(0, 1, wide), part(1, 2, wide)).weightedSum())
        .isEqualTo(Double.MAX_VALUE);
  }

  @ParameterizedTest
  @EnumSource
  void theOrderDoesNotMatterAndAllThatWasShownLiesWithinTheExtremes(GaugeCombination rule) {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<OwnedBucket> parts = new ArrayList<>();
      for (int i = 0; i < 1 + random.nextInt(12); i++) {
        parts.add(part(i % 3, i / 3, randomState(random, i % 3)));
      }
      GaugeState once = (GaugeState) StateMerge.merge(parts, rule);
      Collections.shuffle(parts, random);
      assertThat(StateMerge.merge(parts, rule)).as("seed %s", seed).isEqualTo(once);
      double slack = 1e-9 * Math.max(1, Math.max(-once.min(), once.max()));
      assertThat(once.mean()).as("seed %s", seed).isBetween(once.min() - slack, once.max() + slack);
    }
  }

  private static GaugeState randomState(Random random, int minute) {
    int from = 60 * minute + random.nextInt(60);
    int to = from + random.nextInt(60 * (minute + 1) - from);
    double min = random.nextGaussian() * 100;
    double last = min + random.nextDouble() * 10;
    return shown(last, min, last + random.nextDouble() * 10, from, to);
  }

  @Test
  void aSumIsThatOfWhoWasThereAtEachSecond() {
    for (long seed = 0; seed < 200; seed++) {
      assertSumMatchesTheTruth(seed);
    }
  }

  /** Instances that come and go, each with one value while it lives, second by second. */
  private static void assertSumMatchesTheTruth(long seed) {
    Random random = new Random(seed);
    double[] truth = new double[60];
    boolean[] isSeen = new boolean[60];
    List<OwnedBucket> parts = new ArrayList<>();
    for (int writer = 1; writer <= 1 + random.nextInt(6); writer++) {
      int from = random.nextInt(59);
      int to = from + 1 + random.nextInt(60 - from);
      int value = random.nextInt(100);
      parts.add(part(0, writer, shown(value, from, to)));
      for (int second = from; second < to; second++) {
        truth[second] += value;
        isSeen[second] = true;
      }
    }
    GaugeState sum = (GaugeState) StateMerge.merge(parts, GaugeCombination.SUM);
    double total = 0;
    int seconds = 0;
    for (int second = 0; second < 60; second++) {
      total += truth[second];
      seconds += isSeen[second] ? 1 : 0;
      if (isSeen[second]) {
        assertThat(truth[second]).as("seed %s", seed).isBetween(sum.min(), sum.max());
      }
    }
    assertThat(sum.observedMillis()).as("seed %s", seed).isEqualTo(seconds * 1_000L);
    assertThat(sum.weightedSum()).as("seed %s", seed).isEqualTo(total * 1_000);
  }
}
