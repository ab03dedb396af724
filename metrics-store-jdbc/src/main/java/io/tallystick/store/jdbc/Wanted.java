package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.TimeRange;
import java.sql.SQLException;
import java.util.List;
import java.util.SortedMap;

/**
 * What somebody wants to read, as it was found on one connection.
 *
 * @param series by their numbers
 * @param steps in which their buckets may start; none without series
 */
record Wanted(SortedMap<Long, SeriesKey> series, List<Steps> steps) {
  static Wanted find(
      Session session,
      SeriesRows rows,
      SeriesFilter filter,
      Starts starts,
      Granularity granularity,
      TimeRange range)
      throws SQLException {
    SortedMap<Long, SeriesKey> series = rows.find(session, filter);
    return new Wanted(
        series, series.isEmpty() ? List.of() : starts.within(session, granularity, range));
  }
}
