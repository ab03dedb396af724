package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** One partition: a day or a month of a granularity, in UTC. */
record PostgresPartition(Granularity granularity, LocalDate first)
    implements Comparable<PostgresPartition> {
  private static final DateTimeFormatter SUFFIX =
      DateTimeFormatter.ofPattern("uuuuMMdd", Locale.ROOT);
  private static final Pattern NAME = Pattern.compile("metric_bucket_(1m|5m|1h)_(\\d{8})");

  /**
   * Five of six flushes write a row again: half of each page stays free for that, so that the new
   * row lies beside the old one and no index has to know.
   */
  private static final int FILL_OF_MINUTES = 50;

  private static final int FILL_OF_OTHERS = 90;

  /** Where a bucket lies that starts then. */
  static PostgresPartition at(Granularity granularity, long startSeconds) {
    LocalDate day = LocalDate.ofInstant(Instant.ofEpochSecond(startSeconds), ZoneOffset.UTC);
    return new PostgresPartition(granularity, isOfDay(granularity) ? day : day.withDayOfMonth(1));
  }

  /** Empty for a table that was made by someone else. */
  static Optional<PostgresPartition> named(String name) {
    Matcher parts = NAME.matcher(name);
    return parts.matches()
        ? Granularity.byId(parts.group(1))
            .map(
                granularity ->
                    new PostgresPartition(granularity, LocalDate.parse(parts.group(2), SUFFIX)))
        : Optional.empty();
  }

  private static boolean isOfDay(Granularity granularity) {
    return granularity != Granularity.HOUR;
  }

  static String table(Granularity granularity) {
    return "metric_bucket_" + granularity.id();
  }

  PostgresPartition next() {
    return new PostgresPartition(granularity, afterLast());
  }

  private LocalDate afterLast() {
    return isOfDay(granularity) ? first.plusDays(1) : first.plusMonths(1);
  }

  /** Where the next one begins. */
  Instant end() {
    return afterLast().atStartOfDay(ZoneOffset.UTC).toInstant();
  }

  /** Which part of its time lies before a horizon, from 0 to 1. */
  double shareBefore(Instant horizon) {
    double start = first.atStartOfDay(ZoneOffset.UTC).toEpochSecond();
    double width = end().getEpochSecond() - start;
    return Math.min(1, Math.max(0, (horizon.getEpochSecond() - start) / width));
  }

  String name() {
    return table(granularity) + "_" + SUFFIX.format(first);
  }

  String make() {
    return "CREATE TABLE %s (LIKE %s INCLUDING ALL) WITH (fillfactor = %d)"
        .formatted(
            name(),
            table(granularity),
            granularity == Granularity.MINUTE ? FILL_OF_MINUTES : FILL_OF_OTHERS);
  }

  String attach() {
    return "ALTER TABLE %s ATTACH PARTITION %s FOR VALUES FROM ('%s 00:00:00+00') TO ('%s 00:00:00+00')"
        .formatted(table(granularity), name(), first, afterLast());
  }

  @Override
  public int compareTo(PostgresPartition other) {
    return name().compareTo(other.name());
  }
}
