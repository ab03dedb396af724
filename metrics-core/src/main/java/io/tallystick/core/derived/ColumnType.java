package io.tallystick.core.derived;

/**
 * What the cells of a column are.
 *
 * <pre>{@code
 * boolean isAlignedRight = column.type() == ColumnType.WHOLE || column.type() == ColumnType.NUMBER;
 * }</pre>
 */
public enum ColumnType {
  /** {@link String}s of at most 1,000 characters. */
  TEXT,
  /** {@link Long}s. */
  WHOLE,
  /** {@link Double}s, finite. */
  NUMBER,
  /** {@link java.time.Instant}s. */
  TIME,
  /** {@link Boolean}s. */
  BOOLEAN
}
