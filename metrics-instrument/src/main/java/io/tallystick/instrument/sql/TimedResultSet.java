package io.tallystick.instrument.sql;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Rows as the driver gives them, which know the wrapper of their statement. Written out, because a
 * row costs several calls and a proxy would show.
 */
final class TimedResultSet extends ForwardedCursor {
  private final StatementSource source;

  TimedResultSet(ResultSet rows, StatementSource source) {
    super(rows);
    this.source = source;
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    return source.wrapperOf(rows.getStatement());
  }

  @Override
  public <T> T unwrap(Class<T> type) throws SQLException {
    return Bare.unwrap(rows, type);
  }

  @Override
  public boolean isWrapperFor(Class<?> type) throws SQLException {
    return Bare.isWrapperFor(rows, type);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return rows.equals(Bare.of(other));
  }

  @Override
  public int hashCode() {
    return rows.hashCode();
  }

  @Override
  public String toString() {
    return rows.toString();
  }
}
