package io.tallystick.store.jdbc;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A statement that inserts a row, or changes the one that is there under its key. In what is
 * assigned and in the condition {@code new.x} is what was to be inserted and {@code old.x} what is
 * there; each dialect has its own words for the two.
 *
 * @param table whose row it is
 * @param keys columns that tell the row from others
 * @param columns all columns that are inserted, each with the placeholder of its value
 * @param assignments what the other columns become where there is a row
 * @param condition when they do; null for always
 */
record Upsert(
    String table,
    List<String> keys,
    Map<String, String> columns,
    Map<String, String> assignments,
    @Nullable String condition) {

  /** Begins with a key, whose columns are bound first. */
  static Upsert into(String table, String... keys) {
    return new Upsert(table, List.of(keys), placeholders(keys), Map.of(), null);
  }

  private static Map<String, String> placeholders(String... columns) {
    Map<String, String> placeholders = new LinkedHashMap<>();
    for (String column : columns) {
      placeholders.put(column, "?");
    }
    return placeholders;
  }

  /** With a column that is set to what was to be inserted. */
  Upsert set(String column) {
    return set(column, "?", "new." + column);
  }

  /** With a column that has one value when it is inserted, and another when a row is there. */
  Upsert set(String column, String inserted, String assigned) {
    return new Upsert(
        table,
        keys,
        with(columns, column, inserted),
        with(assignments, column, assigned),
        condition);
  }

  /** With a value that is not bound as it is. */
  Upsert bind(String column, String placeholder) {
    return new Upsert(table, keys, with(columns, column, placeholder), assignments, condition);
  }

  /** Changes the row that is there only under a condition. */
  Upsert when(String newCondition) {
    return new Upsert(table, keys, columns, assignments, newCondition);
  }

  private static Map<String, String> with(Map<String, String> map, String key, String value) {
    Map<String, String> more = new LinkedHashMap<>(map);
    more.put(key, value);
    return more;
  }

  /** The part that all dialects begin with. */
  String insert() {
    return insert(1);
  }

  /** The same with so many rows at once. */
  String insert(int rows) {
    String row = "(" + String.join(", ", columns.values()) + ")";
    return "INSERT INTO %s (%s) VALUES %s"
        .formatted(
            table,
            String.join(", ", columns.keySet()),
            String.join(", ", Collections.nCopies(rows, row)));
  }

  /** Assignments one after the other, in the words of a dialect. */
  String assignments(Words words) {
    List<String> parts = new ArrayList<>();
    assignments.forEach((column, value) -> parts.add(column + " = " + words.of(column, value)));
    return String.join(", ", parts);
  }

  /** The same with the columns last whose old values the condition looks at. */
  Upsert lastWhatIsCompared() {
    Map<String, String> first = new LinkedHashMap<>();
    Map<String, String> last = new LinkedHashMap<>();
    assignments.forEach((column, value) -> (isCompared(column) ? last : first).put(column, value));
    first.putAll(last);
    return new Upsert(table, keys, columns, first, condition);
  }

  private boolean isCompared(String column) {
    return condition != null && List.of(condition.split(" ")).contains("old." + column);
  }

  /** How a dialect says {@code new.x} and {@code old.x} in what a column is set to. */
  interface Words {
    String of(String column, String value);
  }
}
