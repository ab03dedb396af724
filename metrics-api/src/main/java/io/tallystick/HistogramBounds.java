package io.tallystick;

import java.util.List;

/** The upper bounds of the classic buckets that a histogram is exposed with. */
final class HistogramBounds {
  private static final int MOST = 64;

  private static final List<Double> MILLISECONDS =
      List.of(
          5.0, 10.0, 25.0, 50.0, 75.0, 100.0, 250.0, 500.0, 750.0, 1_000.0, 2_500.0, 5_000.0,
          7_500.0, 10_000.0);
  private static final List<Double> BYTES =
      List.of(
          64.0,
          256.0,
          1_024.0,
          4_096.0,
          16_384.0,
          65_536.0,
          262_144.0,
          1_048_576.0,
          4_194_304.0,
          16_777_216.0,
          67_108_864.0,
          268_435_456.0,
          1_073_741_824.0);
  private static final List<Double> RATIO =
      List.of(0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 1.0);
  private static final List<Double> NUMBERS =
      List.of(
          1.0, 2.0, 5.0, 10.0, 20.0, 50.0, 100.0, 200.0, 500.0, 1_000.0, 2_000.0, 5_000.0,
          10_000.0);

  private HistogramBounds() {}

  static List<Double> standard(Unit unit) {
    return switch (unit) {
      case MILLISECONDS -> MILLISECONDS;
      case BYTES -> BYTES;
      case RATIO -> RATIO;
      case NONE -> NUMBERS;
    };
  }

  static List<Double> checked(double... bounds) {
    if (bounds.length == 0 || bounds.length > MOST) {
      throw new IllegalArgumentException(
          "bounds has %d entries: give 1 to %d.".formatted(bounds.length, MOST));
    }
    for (int i = 0; i < bounds.length; i++) {
      if (!Double.isFinite(bounds[i]) || (i > 0 && bounds[i] <= bounds[i - 1])) {
        throw new IllegalArgumentException(
            "bounds holds %s at index %d: give finite numbers, each greater than the one before."
                .formatted(bounds[i], i));
      }
    }
    return java.util.Arrays.stream(bounds).boxed().toList();
  }
}
