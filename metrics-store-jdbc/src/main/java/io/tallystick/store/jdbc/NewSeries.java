package io.tallystick.store.jdbc;

import io.tallystick.Tags;
import io.tallystick.spi.SeriesKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** Series that are made together; for one thread, which holds the {@link StoreRow}. */
final class NewSeries {
  private final Session session;
  private final long nowSeconds;
  private final Map<String, MetricName> names = new HashMap<>();
  private final PreparedStatement series;
  private final PreparedStatement tags;
  private boolean hasSeries;
  private boolean hasTags;

  NewSeries(Session session, long nowSeconds) throws SQLException {
    this.session = session;
    this.nowSeconds = nowSeconds;
    this.series =
        session.statement(
            "INSERT INTO metric_series (id, key_hash, name_id, kind, type, source, tenant, tags,"
                + " first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    this.tags =
        session.statement(
            "INSERT INTO metric_series_tag (tag_key, tag_value, series_id) VALUES (?, ?, ?)");
  }

  /** Adds one; its number. */
  long add(Hash hash, SeriesKey key) throws SQLException {
    MetricName name = name(key.name());
    long id = name.takeId(session);
    Session.bind(
        series,
        id,
        hash.bytes(),
        name.id(),
        key.kind().name().toLowerCase(Locale.ROOT),
        key.type().id(),
        key.source(),
        key.tenant(),
        TagText.of(key.tags()),
        nowSeconds,
        nowSeconds);
    series.addBatch();
    hasSeries = true;
    add(id, key.tags());
    return id;
  }

  private MetricName name(String name) throws SQLException {
    MetricName there = names.get(name);
    if (there == null) {
      there = MetricName.of(session, name);
      names.put(name, there);
    }
    return there;
  }

  private void add(long id, Tags all) throws SQLException {
    Set<List<String>> heads = new LinkedHashSet<>();
    for (int i = 0; i < all.size(); i++) {
      heads.add(List.of(TagText.head(all.key(i)), TagText.head(all.value(i))));
    }
    for (List<String> head : heads) {
      Session.bind(tags, head.get(0), head.get(1), id);
      tags.addBatch();
      hasTags = true;
    }
  }

  void write() throws SQLException {
    for (MetricName name : names.values()) {
      name.write(session);
    }
    if (hasSeries) {
      series.executeBatch();
    }
    if (hasTags) {
      tags.executeBatch();
    }
  }
}
