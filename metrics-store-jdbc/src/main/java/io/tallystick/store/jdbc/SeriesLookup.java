package io.tallystick.store.jdbc;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Finds the numbers of many series with few questions, for a database may be far away. */
final class SeriesLookup {
  private static final int AT_ONCE = 100;

  private static final String SELECT =
      "SELECT key_hash, id FROM metric_series WHERE key_hash IN ("
          + "?, ".repeat(AT_ONCE - 1)
          + "?)";

  private SeriesLookup() {}

  /** The numbers of those that are there. */
  static Map<Hash, Long> find(Session session, Collection<Hash> hashes) throws SQLException {
    Map<Hash, Long> found = new HashMap<>();
    List<Hash> all = List.copyOf(hashes);
    for (int from = 0; from < all.size(); from += AT_ONCE) {
      find(session, all.subList(from, Math.min(all.size(), from + AT_ONCE)), found);
    }
    return found;
  }

  /** One statement for any number: where there are fewer, the last one is asked for again. */
  private static void find(Session session, List<Hash> some, Map<Hash, Long> found)
      throws SQLException {
    PreparedStatement select = session.statement(SELECT);
    for (int i = 0; i < AT_ONCE; i++) {
      select.setBytes(i + 1, some.get(Math.min(i, some.size() - 1)).bytes());
    }
    try (ResultSet rows = select.executeQuery()) {
      while (rows.next()) {
        found.put(Hash.of(rows.getBytes(1)), rows.getLong(2));
      }
    }
  }
}
