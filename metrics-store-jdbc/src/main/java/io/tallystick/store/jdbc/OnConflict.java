package io.tallystick.store.jdbc;

/** How SQLite and PostgreSQL insert or change a row. */
final class OnConflict {
  private OnConflict() {}

  static String upsert(Upsert upsert) {
    return upsert.insert() + change(upsert);
  }

  /** What follows where the row is there. */
  static String change(Upsert upsert) {
    String always =
        " ON CONFLICT (%s) DO UPDATE SET %s"
            .formatted(
                String.join(", ", upsert.keys()),
                upsert.assignments((column, value) -> words(upsert, value)));
    String condition = upsert.condition();
    return condition == null ? always : always + " WHERE " + words(upsert, condition);
  }

  private static String words(Upsert upsert, String expression) {
    return expression.replace("new.", "excluded.").replace("old.", upsert.table() + ".");
  }
}
