package io.tallystick.core.derived;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * How the application's tables hold a time, and so how a time is handed to its SQL.
 *
 * <pre>{@code
 * DerivedMetric.series("trace.started", dataSource, sql).timesAs(TimeForm.EPOCH_MILLIS);
 * }</pre>
 */
public enum TimeForm {
  /**
   * As a {@link Timestamp}: right for a column with a time zone, and for one without that Java
   * programs fill in the zone of the virtual machine. What is used unless told otherwise.
   */
  TIMESTAMP {
    @Override
    void bind(PreparedStatement statement, int index, Instant time) throws SQLException {
      statement.setTimestamp(index, Timestamp.from(time));
    }
  },

  /** As date and time in UTC: for a column without a time zone that holds UTC. */
  UTC_TIMESTAMP {
    @Override
    void bind(PreparedStatement statement, int index, Instant time) throws SQLException {
      statement.setObject(index, LocalDateTime.ofInstant(time, ZoneOffset.UTC));
    }
  },

  /** As a text in UTC such as {@code 2026-03-01 10:07:00.000}: what SQLite's functions write. */
  UTC_TEXT {
    @Override
    void bind(PreparedStatement statement, int index, Instant time) throws SQLException {
      statement.setString(index, TEXT.format(time));
    }
  },

  /** As the whole number of seconds since 1970. */
  EPOCH_SECONDS {
    @Override
    void bind(PreparedStatement statement, int index, Instant time) throws SQLException {
      statement.setLong(index, time.getEpochSecond());
    }
  },

  /** As the whole number of milliseconds since 1970. */
  EPOCH_MILLIS {
    @Override
    void bind(PreparedStatement statement, int index, Instant time) throws SQLException {
      statement.setLong(index, time.toEpochMilli());
    }
  };

  private static final DateTimeFormatter TEXT =
      DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm:ss.SSS", Locale.ROOT).withZone(ZoneOffset.UTC);

  abstract void bind(PreparedStatement statement, int index, Instant time) throws SQLException;

  /** The first time of this form that is not before another one, for the borders of a range. */
  Instant ceiling(Instant time) {
    Instant whole = Instant.ofEpochSecond(time.getEpochSecond());
    return this != EPOCH_SECONDS || whole.equals(time) ? time : whole.plusSeconds(1);
  }
}
