package io.tallystick.core.derived;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.time.temporal.TemporalAccessor;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Reads a time, in whatever form a database gives it. */
final class TimeCell {
  /** Seconds reach it in the year 5138, and milliseconds reached it in 1973. */
  private static final double LEAST_MILLIS = 1e11;

  private static final DateTimeFormatter TEXT =
      new DateTimeFormatterBuilder()
          .append(DateTimeFormatter.ISO_LOCAL_DATE)
          .optionalStart()
          .appendPattern("[ ]['T']HH:mm[:ss]")
          .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
          .appendPattern("[XXX][X]")
          .optionalEnd()
          .parseDefaulting(ChronoField.HOUR_OF_DAY, 0)
          .toFormatter(Locale.ROOT);

  private TimeCell() {}

  static Instant read(ResultSet rows, int column, TimeForm form) throws SQLException {
    Object cell = rows.getObject(column);
    if (cell instanceof Timestamp && isOfUtc(rows, column, form)) {
      return rows.getObject(column, LocalDateTime.class).toInstant(ZoneOffset.UTC);
    }
    Instant time = cell == null ? null : of(cell);
    if (time == null) {
      throw new DerivedQueryException(
          "The SQL gives %s as the time of a row: give a date and time, or seconds since 1970."
              .formatted(cell == null ? "null" : "a " + cell.getClass().getSimpleName()),
          null);
    }
    return time;
  }

  private static boolean isOfUtc(ResultSet rows, int column, TimeForm form) throws SQLException {
    String type = rows.getMetaData().getColumnTypeName(column).toLowerCase(Locale.ROOT);
    boolean hasZone = type.equals("timestamptz") || type.contains("with time zone");
    return form == TimeForm.UTC_TIMESTAMP && !hasZone;
  }

  /** The time that a value stands for; null where it stands for none. */
  static @Nullable Instant of(Object cell) {
    if (cell instanceof Timestamp timestamp) {
      return timestamp.toInstant();
    }
    if (cell instanceof OffsetDateTime time) {
      return time.toInstant();
    }
    if (cell instanceof ZonedDateTime time) {
      return time.toInstant();
    }
    if (cell instanceof LocalDateTime time) {
      return time.toInstant(ZoneOffset.UTC);
    }
    if (cell instanceof java.sql.Date date) {
      return start(date.toLocalDate());
    }
    if (cell instanceof LocalDate date) {
      return start(date);
    }
    if (cell instanceof Number number) {
      return ofNumber(number);
    }
    return cell instanceof String text ? ofText(text) : null;
  }

  private static Instant start(LocalDate date) {
    return date.atStartOfDay().toInstant(ZoneOffset.UTC);
  }

  private static Instant ofNumber(Number number) {
    double value = number.doubleValue();
    boolean isMillis = Math.abs(value) >= LEAST_MILLIS;
    return Instant.ofEpochMilli(isMillis ? number.longValue() : Math.round(value * 1_000));
  }

  private static @Nullable Instant ofText(String text) {
    try {
      TemporalAccessor parsed = TEXT.parse(text.strip());
      LocalDateTime time = LocalDateTime.from(parsed);
      return time.toInstant(
          parsed.isSupported(ChronoField.OFFSET_SECONDS)
              ? ZoneOffset.ofTotalSeconds(parsed.get(ChronoField.OFFSET_SECONDS))
              : ZoneOffset.UTC);
    } catch (DateTimeException isNoTime) {
      return null;
    }
  }
}
