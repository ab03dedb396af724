package io.tallystick.core.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.tallystick.MetricDescriptor;
import io.tallystick.Unit;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BoundsTest {
  private static final Random RANDOM = new Random(5);

  private static int slotByHand(List<Double> upper, double value) {
    return (int) upper.stream().filter(bound -> value > bound).count();
  }

  private static List<Double> boundsOf(Unit unit) {
    return MetricDescriptor.histogram("any.samples").unit(unit).build().bounds();
  }

  private static void check(List<Double> upper) {
    Bounds bounds = Bounds.of(upper);
    List<Double> values = new ArrayList<>(List.of(0.0, -1.0, -1e300, 1e300, Double.MIN_VALUE));
    for (double bound : upper) {
      values.addAll(List.of(bound, Math.nextUp(bound), Math.nextDown(bound), bound / 2, 2 * bound));
    }
    for (int i = 0; i < 2_000; i++) {
      values.add(Math.pow(10, RANDOM.nextDouble() * 20 - 8));
    }
    for (double value : values) {
      assertThat(bounds.slotOf(value))
          .as("%s in %s", value, upper)
          .isEqualTo(slotByHand(upper, value));
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
    for (int round = 0; round < 200; round++) {
      check(RANDOM.doubles(1 + RANDOM.nextInt(64), -1e3, 1e6).sorted().distinct().boxed().toList());
    }
  }

  @Test
  void countsBetweenOtherBoundsGoWhereTheirOwnUpperBoundBelongs() {
    Bounds bounds = Bounds.of(List.of(1.0, 10.0, 100.0));
    long[] slots = new long[bounds.slots()];

    bounds.include(Bounds.of(List.of(5.0, 10.0)), new long[] {1, 2, 4}, slots);
    bounds.include(Bounds.of(List.of(1.0, 10.0, 100.0)), new long[] {10, 20, 30, 40}, slots);

    assertThat(slots).containsExactly(10, 23, 30, 44);
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
