package io.tallystick.store.jdbc;

import io.tallystick.MetricKind;
import io.tallystick.Tags;
import io.tallystick.spi.BucketQuery;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;

/** The series behind numbers, for whoever reads; any thread may ask. */
final class SeriesRows {
  private static final int MOST_REMEMBERED = 100_000;

  /** What {@link #key} reads, of a series s and its name n. */
  static final String COLUMNS = "s.id, n.name, s.kind, s.type, s.source, s.tenant, s.tags";

  private static final String SELECT =
      "SELECT " + COLUMNS + " FROM metric_series s JOIN metric_name n ON n.id = s.name_id WHERE ";

  /** A series never changes, so what was read once stays true. */
  private final Map<Long, SeriesKey> known = new ConcurrentHashMap<>();

  void forget() {
    known.clear();
  }

  /** The series that a query asks for, by their numbers. */
  SortedMap<Long, SeriesKey> find(Session session, BucketQuery query) throws SQLException {
    List<Object> values = new ArrayList<>(List.of(query.name()));
    StringBuilder where = new StringBuilder("n.name = ?");
    Tags tags = query.tags();
    for (int i = 0; i < tags.size(); i++) {
      where.append(
          " AND s.id IN (SELECT series_id FROM metric_series_tag"
              + " WHERE tag_key = ? AND tag_value = ?)");
      values.add(TagText.head(tags.key(i)));
      values.add(TagText.head(tags.value(i)));
    }
    SortedMap<Long, SeriesKey> found = new TreeMap<>();
    session.query(
        row -> {
          long id = row.getLong(1);
          DamagedRows.read(() -> key(row))
              .filter(query::asksFor)
              .ifPresent(key -> found.put(id, key));
        },
        SELECT + where,
        values.toArray());
    return found;
  }

  /** The series whose numbers lie from one to below another. */
  SortedMap<Long, SeriesKey> within(Session session, long from, long to) throws SQLException {
    SortedMap<Long, SeriesKey> found = new TreeMap<>();
    session.query(
        row -> {
          long id = row.getLong(1);
          DamagedRows.read(() -> key(row)).ifPresent(key -> found.put(id, key));
        },
        SELECT + "s.id >= ? AND s.id < ?",
        from,
        to);
    return found;
  }

  /** The series of a row that begins with {@link #COLUMNS}. */
  SeriesKey key(ResultSet row) throws SQLException {
    long id = row.getLong(1);
    SeriesKey there = known.get(id);
    if (there != null) {
      return there;
    }
    SeriesKey key =
        new SeriesKey(
            row.getString(2),
            MetricKind.valueOf(row.getString(3).toUpperCase(Locale.ROOT)),
            SeriesType.valueOf(row.getString(4).toUpperCase(Locale.ROOT)),
            row.getString(5),
            row.getString(6),
            TagText.parse(row.getString(7)));
    if (known.size() >= MOST_REMEMBERED) {
      known.clear();
    }
    known.put(id, key);
    return key;
  }
}
