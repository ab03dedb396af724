package io.tallystick.store.jdbc;

import static java.util.Objects.requireNonNull;

import io.tallystick.spi.SeriesKey;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;

/**
 * The numbers of series, for whoever writes; for the owner of the writing session alone.
 *
 * <p>A number that is remembered is made sure of once an hour, by noting that the series was seen.
 * Series are removed only days after they were seen last, so a remembered number is never that of a
 * series that is gone. What is new is committed before it is used or remembered: a transaction that
 * is undone later takes no number back.
 */
final class SeriesIds {
  private static final int MOST_REMEMBERED = 200_000;
  private static final long SURE_FOR_SECONDS = 3_600;
  private static final long UNSURE = 0;

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
    Map<Hash, SeriesKey> keys = new LinkedHashMap<>();
    for (SeriesKey key : unsure) {
      keys.put(Hash.of(KeyHash.of(key)), key);
    }
    Map<Hash, Long> found = noted(session, keys.keySet(), nowSeconds);
    if (found.size() < keys.size()) {
      session.keepSoFar();
      found.putAll(make(session, without(keys, found), nowSeconds));
    }
    session.keepSoFar();
    keys.forEach(
        (hash, key) -> known.put(key, new Known(requireNonNull(found.get(hash)), nowSeconds)));
  }

  private static Map<Hash, SeriesKey> without(Map<Hash, SeriesKey> keys, Map<Hash, Long> found) {
    Map<Hash, SeriesKey> missing = new LinkedHashMap<>(keys);
    missing.keySet().removeAll(found.keySet());
    return missing;
  }

  /**
   * Finds series, and notes before that they were seen: what is found then cannot be removed any
   * more by someone who found that it was not seen for long. In one order, so that two that note
   * the same series never wait in a circle.
   */
  private static Map<Hash, Long> noted(Session session, Collection<Hash> hashes, long nowSeconds)
      throws SQLException {
    PreparedStatement note =
        session.statement("UPDATE metric_series SET last_seen = ? WHERE key_hash = ?");
    for (Hash hash : new TreeSet<>(hashes)) {
      Session.bind(note, nowSeconds, hash.bytes());
      note.addBatch();
    }
    note.executeBatch();
    return SeriesLookup.find(session, hashes);
  }

  /**
   * Makes series, in a transaction that begins here. Whoever makes any holds the store's one row
   * first, so that others wait with whatever they would make, and then find it.
   */
  private static Map<Hash, Long> make(
      Session session, Map<Hash, SeriesKey> missing, long nowSeconds) throws SQLException {
    StoreRow.hold(session);
    Map<Hash, Long> ids = noted(session, missing.keySet(), nowSeconds);
    NewSeries made = new NewSeries(session, nowSeconds);
    for (Map.Entry<Hash, SeriesKey> each : without(missing, ids).entrySet()) {
      ids.put(each.getKey(), made.add(each.getKey(), each.getValue()));
    }
    made.write();
    return ids;
  }
}
