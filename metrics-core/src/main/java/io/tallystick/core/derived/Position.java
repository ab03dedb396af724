package io.tallystick.core.derived;

import static java.util.Objects.requireNonNull;

import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * By which column a counter knows the rows that it has counted from those that are new.
 *
 * <p>The column must grow: a row that is added later has a greater value, but for what transactions
 * that run side by side do within the counter's {@linkplain DerivedMetric#settlingFor settling
 * time}.
 *
 * <pre>{@code
 * Position.ofIds("SELECT MAX(id) FROM webhook_delivery");
 * Position.ofTimes();
 * }</pre>
 */
public final class Position {
  private static final Position TIMES = new Position(null);

  private final @Nullable NamedSql greatest;

  private Position(@Nullable NamedSql greatest) {
    this.greatest = greatest;
  }

  /**
   * A column of whole numbers that grow, such as an id from a sequence.
   *
   * @param greatestSql gives the greatest number that there is, in one row of one column
   * @throws IllegalArgumentException when it is not one statement that reads, or has parameters
   */
  public static Position ofIds(String greatestSql) {
    NamedSql sql =
        Definition.parse("of the greatest position", requireNonNull(greatestSql, "greatestSql"));
    Definition.checkParameters("of the greatest position", sql, Set.of());
    return new Position(sql);
  }

  /** A column of times at which rows are added, in the form that the metric states. */
  public static Position ofTimes() {
    return TIMES;
  }

  boolean isOfIds() {
    return greatest != null;
  }

  NamedSql greatest() {
    return requireNonNull(greatest, "greatest");
  }
}
