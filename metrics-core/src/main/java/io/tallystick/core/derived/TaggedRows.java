package io.tallystick.core.derived;

import io.tallystick.Tags;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.GuardedSeries;
import io.tallystick.guard.SeriesGuard;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads answers of numbers and tags, which it lets the guards look at; for any thread. */
final class TaggedRows {
  private final DerivedMetric metric;
  private final SeriesGuard guard;
  private final @Nullable Set<String> listedKeys;

  TaggedRows(DerivedMetric metric, GuardLimits limits) {
    this.metric = metric;
    this.guard = SeriesGuard.forSystem(limits);
    this.listedKeys = metric.descriptor().map(each -> each.tags()).orElse(null);
  }

  /** An answer: its rows, and the tags that a row may have. */
  record Answer(List<TaggedRow> rows, Collection<String> keys) {}

  Answer read(ResultSet rows, boolean hasTime) throws SQLException {
    List<TaggedRow> found = new ArrayList<>();
    boolean isThere = rows.next(); // some drivers know types by the row alone
    RowShape shape = RowShape.of(rows.getMetaData(), hasTime);
    for (; isThere; isThere = rows.next()) {
      Object value = rows.getObject(shape.value());
      if (value != null) {
        found.add(row(rows, shape, number(value)));
      }
    }
    return new Answer(found, shape.keys().values());
  }

  private TaggedRow row(ResultSet rows, RowShape shape, Number value) throws SQLException {
    return new TaggedRow(
        shape.time() == 0 ? null : TimeCell.read(rows, shape.time(), metric.terms().form()),
        value,
        tags(rows, shape));
  }

  private static Number number(Object value) {
    if (value instanceof Boolean isTrue) {
      return isTrue ? 1 : 0;
    }
    if (value instanceof Number number && Double.isFinite(number.doubleValue())) {
      return number;
    }
    throw new DerivedQueryException(
        "The SQL gives a %s as the number of a row: give a finite number."
            .formatted(value instanceof Number ? value : value.getClass().getSimpleName()),
        null);
  }

  private Tags tags(ResultSet rows, RowShape shape) throws SQLException {
    List<String> pairs = new ArrayList<>();
    for (Map.Entry<Integer, String> column : shape.keys().entrySet()) {
      String text = rows.getString(column.getKey());
      if (text != null) {
        pairs.add(column.getValue());
        pairs.add(text);
      }
    }
    GuardedSeries guarded = guard.admit(metric.name(), listedKeys, pairs.toArray(new String[0]));
    if (!guarded.decision().isAccepted()) {
      throw new DerivedQueryException(guarded.decision().reason(), null);
    }
    return Tags.of(guarded.tags().toArray(new String[0]));
  }
}
