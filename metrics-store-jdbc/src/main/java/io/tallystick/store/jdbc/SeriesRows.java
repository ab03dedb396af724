package io.tallystick.store.jdbc;

import io.tallystick.MetricKind;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.SeriesType;
import io.tallystick.spi.StoredMetric;
import io.tallystick.spi.TagChoice;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
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

  /** The series that a filter asks for, by their numbers. */
  SortedMap<Long, SeriesKey> find(Session session, SeriesFilter filter) throws SQLException {
    return find(session, filter, Integer.MAX_VALUE);
  }

  /** Some of them. */
  SortedMap<Long, SeriesKey> find(Session session, SeriesFilter filter, int most)
      throws SQLException {
    List<Object> values = new ArrayList<>(List.of(filter.name()));
    StringBuilder where = new StringBuilder("n.name = ?");
    for (TagChoice choice : filter.choices()) {
      List<String> heads = choice.values().stream().map(TagText::head).distinct().toList();
      where
          .append(" AND s.id IN (SELECT series_id FROM metric_series_tag WHERE tag_key = ?")
          .append(" AND tag_value IN (?")
          .append(", ?".repeat(heads.size() - 1))
          .append("))");
      values.add(TagText.head(choice.key()));
      values.addAll(heads);
    }
    SortedMap<Long, SeriesKey> found = new TreeMap<>();
    session.query(
        row -> {
          long id = row.getLong(1);
          DamagedRows.read(() -> key(row))
              .filter(filter::asksFor)
              .ifPresent(key -> found.put(id, key));
        },
        SELECT + where + (most == Integer.MAX_VALUE ? "" : " LIMIT " + most),
        values.toArray());
    return found;
  }

  /** The metrics of series that a condition on one column holds for. */
  List<StoredMetric> metrics(Session session, String where, String value) throws SQLException {
    List<StoredMetric> found = new ArrayList<>();
    session.query(
        row ->
            DamagedRows.read(() -> new StoredMetric(row.getString(1), kind(row, 2), type(row, 3)))
                .ifPresent(found::add),
        "SELECT DISTINCT n.name, s.kind, s.type FROM metric_series s"
            + " JOIN metric_name n ON n.id = s.name_id WHERE "
            + where,
        value);
    found.sort(Comparator.comparing(StoredMetric::name).thenComparing(StoredMetric::kind));
    return found;
  }

  private static MetricKind kind(ResultSet row, int column) throws SQLException {
    return MetricKind.valueOf(row.getString(column).toUpperCase(Locale.ROOT));
  }

  private static SeriesType type(ResultSet row, int column) throws SQLException {
    return SeriesType.valueOf(row.getString(column).toUpperCase(Locale.ROOT));
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
            kind(row, 3),
            type(row, 4),
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
