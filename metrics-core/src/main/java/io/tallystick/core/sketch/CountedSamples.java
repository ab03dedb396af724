package io.tallystick.core.sketch;

/**
 * Samples counted in cells, and the extremes among them: what a sketch knows.
 *
 * @param clustered whether a cell may stand for samples of the cells around it too; never so for
 *     the first and the last
 * @param min inside the first cell; NaN when there is none
 * @param max inside the last cell; NaN when there is none
 */
record CountedSamples(Cells cells, boolean clustered, double min, double max) {
  static final CountedSamples NONE = new CountedSamples(Cells.NONE, false, Double.NaN, Double.NaN);

  /** The least value that a sample in the cell can have. */
  double lowest(int position) {
    return Math.max(cells.lowerBound(position), min);
  }

  /** The greatest value that a sample in the cell can have. */
  double highest(int position) {
    return Math.min(cells.upperBound(position), max);
  }

  /** What a sample in the cell is taken to be when nothing else is known of it. */
  double middle(int position) {
    double low = lowest(position);
    return low + (highest(position) - low) / 2;
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
