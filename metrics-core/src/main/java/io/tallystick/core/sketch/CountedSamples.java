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

  /** Samples whose extremes are moved into their cells where they are not. */
  static CountedSamples inside(Cells cells, double min, double max) {
    double least = nearest(min, cells, 0);
    double greatest = nearest(max, cells, cells.size() - 1);
    boolean single = cells.size() == 1 && cells.counts()[0] == 1;
    return new CountedSamples(cells, false, least, single ? least : Math.max(least, greatest));
  }

  private static double nearest(double value, Cells cells, int position) {
    double low = cells.lowerBound(position);
    // Turns -0.0 into 0.0 and an unknown value into the lower bound.
    return (value >= low ? Math.min(value, cells.upperBound(position)) : low) + 0.0;
  }

  /** The least value that a sample in the cell can have. */
  double lowest(int position) {
    return Math.max(cells.lowerBound(position), min);
  }

  /** The greatest value that a sample in the cell can have. */
  double highest(int position) {
    // The cell of zero holds the least doubles too, and no one records those.
    double upper = cells.indexes()[position] == 0 ? 0 : cells.upperBound(position);
    return Math.max(lowest(position), Math.min(upper, max));
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
