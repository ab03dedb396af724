package io.tallystick.core.merge;

import static io.tallystick.core.merge.Parts.part;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.within;

import io.tallystick.GaugeCombination;
import io.tallystick.MetricKind;
import io.tallystick.spi.Bucket;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.WriterId;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class CounterMergeTest {
  private static CounterState merge(List<OwnedBucket> parts) {
    return (CounterState) StateMerge.merge(parts, GaugeCombination.LAST);
  }

  private static List<OwnedBucket> randomParts(Random random) {
    List<OwnedBucket> parts = new ArrayList<>();
    for (int i = 0; i < 1 + random.nextInt(60); i++) {
      double fraction = random.nextDouble() * Math.pow(10, random.nextInt(12) - 3);
      parts.add(part(i / 3, i % 3, new CounterState(random.nextLong(1L << 40), fraction)));
    }
    return parts;
  }

  @Test
  void totalsAreThoseOfAllWritersAndStartsToTheLastUnit() {
    for (long seed = 0; seed < 200; seed++) {
      List<OwnedBucket> parts = randomParts(new Random(seed));
      long whole = 0;
      BigDecimal fractional = BigDecimal.ZERO;
      for (OwnedBucket part : parts) {
        CounterState state = (CounterState) part.bucket().state();
        whole += state.whole();
        fractional = fractional.add(new BigDecimal(state.fractional()));
      }
      CounterState merged = merge(parts);

      assertThat(merged.whole()).as("seed %s", seed).isEqualTo(whole);
      assertThat(merged.fractional())
          .as("seed %s", seed)
          .isCloseTo(fractional.doubleValue(), within(2 * Math.ulp(fractional.doubleValue())));
    }
  }

  @Test
  void theOrderOfTheBucketsDoesNotMatter() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      List<OwnedBucket> parts = randomParts(random);
      CounterState once = merge(parts);
      Collections.shuffle(parts, random);

      assertThat(merge(parts)).as("seed %s", seed).isEqualTo(once);
    }
  }

  @Test
  void mergingInTwoLevelsEqualsMergingAtOnce() {
    for (long seed = 0; seed < 200; seed++) {
      List<OwnedBucket> parts = randomParts(new Random(seed));
      List<OwnedBucket> runs = new ArrayList<>();
      for (List<OwnedBucket> run : Parts.runs(parts, 7)) {
        runs.add(part(runs.size(), 0, merge(run)));
      }
      CounterState once = merge(parts);
      CounterState twice = merge(runs);

      assertThat(twice.whole()).as("seed %s", seed).isEqualTo(once.whole());
      assertThat(twice.fractional())
          .as("seed %s", seed)
          .isCloseTo(once.fractional(), within(once.fractional() * 1e-14));
    }
  }

  @Test
  void whatRoundingTakesFromALargeSumIsNotLost() {
    List<OwnedBucket> parts = new ArrayList<>();
    parts.add(part(0, 0, new CounterState(0, 1e16)));
    for (int i = 1; i <= 1_000; i++) {
      parts.add(part(i, 0, new CounterState(0, 0.5)));
    }
    assertThat(merge(parts).fractional()).isEqualTo(1e16 + 500);
  }

  @Test
  void bothSumsEndAtTheLargestNumber() {
    CounterState most = new CounterState(Long.MAX_VALUE, Double.MAX_VALUE);
    CounterState merged =
        merge(List.of(part(0, 1, most), part(0, 2, most), part(1, 1, new CounterState(5, 0.5))));

    assertThat(merged).isEqualTo(most);
  }

  @Test
  void oneBucketStaysAsItIs() {
    assertThat(merge(List.of(part(0, 1, new CounterState(7, 0.25)))))
        .isEqualTo(new CounterState(7, 0.25));
  }

  @Test
  void noBucketAndBucketsOfSeveralSeriesAreRefused() {
    OwnedBucket some = part(0, 1, CounterState.ofWhole(1));
    OwnedBucket other =
        new OwnedBucket(
            Parts.series("other.thing", MetricKind.COUNTER),
            Granularity.MINUTE,
            WriterId.FOLDED,
            new Bucket(Parts.START, 1, CounterState.ofWhole(1)));
    OwnedBucket wider = part(Granularity.FIVE_MINUTES, Parts.START, 1, CounterState.ofWhole(1));

    assertThatIllegalArgumentException().isThrownBy(() -> merge(List.of()));
    assertThatIllegalArgumentException()
        .isThrownBy(() -> merge(List.of(some, other)))
        .withMessageContaining("other.thing");
    assertThatIllegalArgumentException()
        .isThrownBy(() -> merge(List.of(some, wider)))
        .withMessageContaining("5m");
  }

  @Test
  void statesOfSeveralSeriesAddUpAndNoneAreNothing() {
    List<CounterState> states = List.of(new CounterState(40, 0.5), new CounterState(2, 0.25));

    assertThat(StateMerge.counters(states)).isEqualTo(new CounterState(42, 0.75));
    assertThat(StateMerge.counters(List.of())).isEqualTo(CounterState.ofWhole(0));
  }
}
