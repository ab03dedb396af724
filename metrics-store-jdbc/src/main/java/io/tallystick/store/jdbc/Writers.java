package io.tallystick.store.jdbc;

import io.tallystick.spi.WriterActivity;
import io.tallystick.spi.WriterId;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The small numbers that stand for writers in rows; any thread may ask. */
final class Writers {
  private final Map<WriterId, Integer> numbers = new ConcurrentHashMap<>();
  private final Map<Integer, WriterId> ids = new ConcurrentHashMap<>();

  void forget() {
    numbers.clear();
    ids.clear();
  }

  /** The number of a writer, made where there is none; commits what it makes. */
  int number(Session session, WriterId writer, long nowMillis) throws SQLException {
    if (writer.equals(WriterId.FOLDED)) {
      return 0;
    }
    Integer there = numbers.get(writer);
    if (there != null) {
      return there;
    }
    int number = find(session, writer);
    if (number < 0) {
      number = make(session, writer, nowMillis);
    }
    numbers.put(writer, number);
    ids.put(number, writer);
    return number;
  }

  private static int make(Session session, WriterId writer, long nowMillis) throws SQLException {
    session.keepSoFar();
    StoreRow.hold(session);
    int number = find(session, writer);
    if (number < 0) {
      session.update(
          "INSERT INTO metric_writer (id, incarnation, flushed_through, points_through, last_seen)"
              + " SELECT MAX(id) + 1, ?, 0, 0, ? FROM metric_writer",
          writer.toString(),
          nowMillis);
      number = find(session, writer);
    }
    session.keepSoFar();
    return number;
  }

  private static int find(Session session, WriterId writer) throws SQLException {
    int[] found = {-1};
    session.query(
        row -> found[0] = row.getInt(1),
        "SELECT id FROM metric_writer WHERE incarnation = ?",
        writer.toString());
    return found[0];
  }

  /** Who wrote buckets since a time; who has no source wrote none that was kept. */
  static List<WriterActivity> since(Session session, Instant seenSince, int most)
      throws SQLException {
    List<WriterActivity> found = new ArrayList<>();
    session.query(
        row ->
            found.add(
                new WriterActivity(
                    WriterId.parse(row.getString(1)),
                    row.getString(2),
                    Instant.ofEpochMilli(row.getLong(3)))),
        "SELECT incarnation, source, last_seen FROM metric_writer"
            + " WHERE id > 0 AND source IS NOT NULL AND last_seen >= ?"
            + " ORDER BY last_seen DESC, incarnation LIMIT ?",
        firstMillis(seenSince),
        most);
    return found;
  }

  /** The first millisecond that is not before a time, as far as databases know times. */
  private static long firstMillis(Instant time) {
    long seconds = Seconds.known(time);
    return seconds == Seconds.ceiling(time)
        ? time.plusNanos(999_999).toEpochMilli()
        : 1_000 * seconds;
  }

  /** The writer that a number stands for. */
  WriterId id(Session session, int number) throws SQLException {
    if (number == 0) {
      return WriterId.FOLDED;
    }
    WriterId there = ids.get(number);
    if (there != null) {
      return there;
    }
    WriterId[] found = {WriterId.FOLDED};
    session.query(
        row -> found[0] = WriterId.parse(row.getString(1)),
        "SELECT incarnation FROM metric_writer WHERE id = ?",
        number);
    ids.put(number, found[0]);
    return found[0];
  }
}
