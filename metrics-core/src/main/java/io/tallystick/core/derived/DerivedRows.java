package io.tallystick.core.derived;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a derived table showed at a moment.
 *
 * <pre>{@code
 * DerivedRows rows = derived.table("signins.recent", range, 50);
 * rows.columns().get(0).type(); // TIME
 * }</pre>
 *
 * @param title what people read above it
 * @param columns the columns, from left to right
 * @param rows the rows, in the order of the SQL; a cell is a {@link String}, {@link Long}, {@link
 *     Double}, {@link java.time.Instant} or {@link Boolean}, as its column says, or null
 */
public record DerivedRows(
    String title, List<DerivedColumn> columns, List<List<@Nullable Object>> rows) {
  /** Copies the lists. */
  public DerivedRows {
    columns = List.copyOf(columns);
    List<List<@Nullable Object>> copied = new ArrayList<>();
    for (List<@Nullable Object> row : rows) {
      copied.add(Collections.unmodifiableList(new ArrayList<>(row)));
    }
    rows = Collections.unmodifiableList(copied);
  }
}
