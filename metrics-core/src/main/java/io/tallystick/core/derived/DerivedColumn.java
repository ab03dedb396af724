package io.tallystick.core.derived;

import static java.util.Objects.requireNonNull;

/**
 * A column of a derived table.
 *
 * <pre>{@code
 * new DerivedColumn("at", ColumnType.TIME);
 * }</pre>
 *
 * @param name as the SQL calls it
 * @param type what its cells are
 */
public record DerivedColumn(String name, ColumnType type) {
  /** Checks that both are there. */
  public DerivedColumn {
    requireNonNull(name, "name");
    requireNonNull(type, "type");
  }
}
