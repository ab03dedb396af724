package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.tallystick.Tags;
import io.tallystick.spi.SeriesKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The numbers of series, for whoever writes; for the owner of the writing session alone.
 *
 * <p>A number that is remembered is made sure of once an hour, by noting that the series was seen.
 * Series are removed only days after they were seen last, so a remembered number is never that of a
 * series that is gone. What is new is committed before it is used or remembered: a transaction that
 * is undone later takes no number back.
 *
 * <p>The series of one name get their numbers out of blocks, each twice as large as the one before:
 * so they lie together in the tables, and a question about one name reads few pages.
 */
final class SeriesIds {
  private static final int MOST_REMEMBERED = 200_000;
  private static final long SURE_FOR_SECONDS = 3_600;
  private static final long UNSURE = 0;
  private static final int FIRST_BLOCK = 8;
  private static final int LARGEST_BLOCK = 4_096;

  private final Map<SeriesKey, Known> known =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<SeriesKey, Known> eldest) {
          return size() > MOST_REMEMBERED;
        }
      };

  /** A number, and when it was made sure of. */
  private record Known(long id, long sureAtSeconds) {}

  void forget() {
    known.clear();
  }

  /** The number of each series, in their order, made where there is none; commits what it makes. */
  long[] of(Session session, List<SeriesKey> series, long nowSeconds) throws SQLException {
    long[] ids = new long[series.size()];
    List<SeriesKey> unsure = new ArrayList<>();
    for (int i = 0; i < ids.length; i++) {
      ids[i] = sureId(series.get(i), nowSeconds);
      if (ids[i] == UNSURE) {
        unsure.add(series.get(i));
      }
    }
    if (!unsure.isEmpty()) {
      findOrMake(session, unsure, nowSeconds);
      Arrays.setAll(ids, i -> ids[i] == UNSURE ? sureId(series.get(i), nowSeconds) : ids[i]);
    }
    return ids;
  }

  private long sureId(SeriesKey key, long nowSeconds) {
    Known there = known.get(key);
    return there == null || nowSeconds - there.sureAtSeconds() >= SURE_FOR_SECONDS
        ? UNSURE
        : there.id();
  }

  private void findOrMake(Session session, List<SeriesKey> unsure, long nowSeconds)
      throws SQLException {
    Map<SeriesKey, Known> found = new HashMap<>();
    for (SeriesKey key : unsure) {
      if (!found.containsKey(key)) {
        found.put(key, new Known(findOrMake(session, key, nowSeconds), nowSeconds));
      }
    }
    session.keepSoFar();
    known.putAll(found);
  }

  private static long findOrMake(Session session, SeriesKey key, long nowSeconds)
      throws SQLException {
    byte[] hash = KeyHash.of(key);
    long id = find(session, hash);
    if (id == UNSURE) {
      return make(session, key, hash, nowSeconds);
    }
    session.update("UPDATE metric_series SET last_seen = ? WHERE id = ?", nowSeconds, id);
    return id;
  }

  private static long find(Session session, byte[] hash) throws SQLException {
    PreparedStatement statement =
        session.statement("SELECT id FROM metric_series WHERE key_hash = ?");
    statement.setBytes(1, hash);
    try (var rows = statement.executeQuery()) {
      return rows.next() ? rows.getLong(1) : UNSURE;
    }
  }

  private static long make(Session session, SeriesKey key, byte[] hash, long nowSeconds)
      throws SQLException {
    Name name = Name.of(session, key.name());
    long id = name.takeId(session);
    PreparedStatement insert =
        session.statement(
            "INSERT INTO metric_series (id, key_hash, name_id, kind, type, source, tenant, tags,"
                + " first_seen, last_seen) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)");
    Session.bind(
        insert,
        id,
        hash,
        name.id(),
        key.kind().name().toLowerCase(Locale.ROOT),
        key.type().id(),
        key.source(),
        key.tenant(),
        TagText.of(key.tags()),
        nowSeconds,
        nowSeconds);
    insert.executeUpdate();
    addTags(session, id, key.tags());
    return id;
  }

  private static void addTags(Session session, long id, Tags tags) throws SQLException {
    for (int i = 0; i < tags.size(); i++) {
      session.update(
          "INSERT INTO metric_series_tag (tag_key, tag_value, series_id) VALUES (?, ?, ?)",
          tags.key(i),
          tags.value(i),
          id);
    }
  }

  /** A metric's name and what is left of its block of numbers. */
  private record Name(int id, long next, long end, int blockSize) {
    static Name of(Session session, String name) throws SQLException {
      Name there = find(session, name);
      if (there != null) {
        return there;
      }
      session.update(
          "INSERT INTO metric_name (id, name, next_series, block_end, block_size)"
              + " SELECT COALESCE(MAX(id), 0) + 1, ?, 0, 0, ? FROM metric_name",
          name,
          FIRST_BLOCK);
      return requireNonNull(find(session, name));
    }

    private static @Nullable Name find(Session session, String name) throws SQLException {
      Name[] found = {null};
      session.query(
          row -> found[0] = new Name(row.getInt(1), row.getLong(2), row.getLong(3), row.getInt(4)),
          "SELECT id, next_series, block_end, block_size FROM metric_name WHERE name = ?",
          name);
      return found[0];
    }

    long takeId(Session session) throws SQLException {
      if (next < end) {
        session.update("UPDATE metric_name SET next_series = ? WHERE id = ?", next + 1, id);
        return next;
      }
      long start = takeBlock(session);
      session.update(
          "UPDATE metric_name SET next_series = ?, block_end = ?, block_size = ? WHERE id = ?",
          start + 1,
          start + blockSize,
          Math.min(LARGEST_BLOCK, 2 * blockSize),
          id);
      return start;
    }

    private long takeBlock(Session session) throws SQLException {
      session.update("UPDATE metric_store SET next_series = next_series + ?", blockSize);
      long[] end = {0};
      session.query(row -> end[0] = row.getLong(1), "SELECT next_series FROM metric_store");
      return end[0] - blockSize;
    }
  }
}
