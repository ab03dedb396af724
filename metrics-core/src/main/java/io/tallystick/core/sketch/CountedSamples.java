package io.tallystick.core.sketch;

/**
 * Samples counted in cells, and the extremes among them: what a sketch knows.
 *
 * @param min inside the first cell; NaN when there is none
 * @param max inside the last cell; NaN when there is none
 */
record CountedSamples(Cells cells, double min, double max) {
  static final CountedSamples NONE = new CountedSamples(Cells.NONE, Double.NaN, Double.NaN);

  CountedSamples inAtMost(int most) {
    return new CountedSamples(cells.inAtMost(most), min, max);
  }

  /** The least value that a sample in the cell can have. */
  double lowest(int position) {
    return Math.max(cells.lowerBound(position), min);
  }

  /** The greatest value that a sample in the cell can have. */
  double highest(int position) {
    return Math.min(cells.upperBound(position), max);
  }

  /** Whether, as far as can be told, every sample is a whole number. */
  boolean lookWhole() {
    if (!isWhole(min) || !isWhole(max)) {
      return false;
    }
    for (int i = 0; i < cells.size(); i++) {
      if (Math.ceil(lowest(i)) > highest(i)) {
        return false;
      }
    }
    return true;
  }

  private static boolean isWhole(double value) {
    return value == Math.rint(value);
  }
}
