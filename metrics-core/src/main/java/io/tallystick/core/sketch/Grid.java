package io.tallystick.core.sketch;

/**
 * The log-linear grid that samples are counted on: 128 cells an octave.
 *
 * <p>A cell is the sign, the exponent and the first seven mantissa bits of a double, so that
 * finding it is a mask and a shift, and no cell is wider than 1/128 of its values. Cells keep the
 * order of the values in them; negative values have negative indexes. Pure and thread safe.
 *
 * <pre>{@code
 * int cell = Grid.indexOf(41.7);
 * assert Grid.lowerBound(cell) <= 41.7 && 41.7 <= Grid.upperBound(cell);
 * }</pre>
 */
public final class Grid {
  /** The mantissa bits that a cell does not tell apart. */
  static final int BITS_INSIDE_A_CELL = 45;

  /** The mantissa bits that tell the cells of an octave apart. */
  static final int CELL_BITS = 7;

  /** The cell of {@link Double#MAX_VALUE}. */
  static final int LAST_INDEX = (0x7fe << CELL_BITS) | ((1 << CELL_BITS) - 1);

  /** The cell of {@code -Double.MAX_VALUE}. */
  static final int FIRST_INDEX = ~LAST_INDEX;

  private static final long INSIDE_A_CELL = (1L << BITS_INSIDE_A_CELL) - 1;

  private Grid() {}

  /**
   * Returns the cell of a value.
   *
   * @param value finite; what is returned for others is not a cell
   */
  public static int indexOf(double value) {
    int magnitude =
        (int) ((Double.doubleToRawLongBits(value) & Long.MAX_VALUE) >>> BITS_INSIDE_A_CELL);
    return value < 0 ? ~magnitude : magnitude;
  }

  /**
   * Returns the least value of a cell.
   *
   * @throws IllegalArgumentException if there is no such cell
   */
  public static double lowerBound(int index) {
    return index >= 0 ? innermost(checked(index)) : -outermost(~checked(index));
  }

  /**
   * Returns the greatest value of a cell.
   *
   * @throws IllegalArgumentException if there is no such cell
   */
  public static double upperBound(int index) {
    if (index >= 0) {
      return outermost(checked(index));
    }
    // Zero has a cell on the positive side only.
    return index == -1 ? -Double.MIN_VALUE : -innermost(~checked(index));
  }

  static boolean isIndex(int index) {
    return FIRST_INDEX <= index && index <= LAST_INDEX;
  }

  private static int checked(int index) {
    if (!isIndex(index)) {
      throw new IllegalArgumentException(
          "index " + index + " is not between " + FIRST_INDEX + " and " + LAST_INDEX);
    }
    return index;
  }

  private static double innermost(int magnitude) {
    return Double.longBitsToDouble((long) magnitude << BITS_INSIDE_A_CELL);
  }

  private static double outermost(int magnitude) {
    return Double.longBitsToDouble(((long) magnitude << BITS_INSIDE_A_CELL) | INSIDE_A_CELL);
  }
}
