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

  /** What was last named as the statement, so that it stays the same object. */
  private @Nullable Statement statement;

  TimedResultSet(ResultSet rows, StatementSource source) {
    super(rows);
    this.source = source;
  }

  @Override
  public @Nullable Statement getStatement() throws SQLException {
    Statement named = rows.getStatement();
    Statement known = statement;
    if (known == null || Bare.of(known) != named) {
      known = source.wrapperOf(named);
      statement = known;
    }
    return known;
  }

  /**
   * A value with its wrapper, where it is rows itself, such as those of a cursor; any other as it
   * is. Where the application asks for a class of the driver's own, it gets that.
   */
  static @Nullable Object ofValue(
      @Nullable Object value, @Nullable Class<?> type, StatementSource source) {
    return value instanceof ResultSet opened
            && !Bare.isOurs(value)
            && (type == null || type.isAssignableFrom(TimedResultSet.class))
        ? new TimedResultSet(opened, source)
        : value;
  }

  @Override
  @Nullable Object value(@Nullable Object read, @Nullable Class<?> type) {
    return read instanceof ResultSet ? ofValue(read, type, source) : read;
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
    return Bare.isSame(rows, other);
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
