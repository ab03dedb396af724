package io.tallystick.store.jdbc;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Moments that may be none, in columns of milliseconds. */
final class Times {
  private Times() {}

  static @Nullable Instant orNull(ResultSet row, String column) throws SQLException {
    long millis = row.getLong(column);
    return row.wasNull() ? null : Instant.ofEpochMilli(millis);
  }

  static @Nullable Long orNull(@Nullable Instant time) {
    return time == null ? null : time.toEpochMilli();
  }
}
