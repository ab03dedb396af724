package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.Mark;
import io.tallystick.spi.TimeRange;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/** The windows that have to be folded. */
final class Marks {
  private static final Upsert NEXT_VERSION =
      Upsert.into("metric_mark", "target", "bucket", "writer")
          .set("version", "1", "old.version + 1");

  private final Writers writers;

  Marks(Writers writers) {
    this.writers = writers;
  }

  /** Windows that a transaction wrote into, each once. */
  static final class Touched {
    private final ZoneId zone;
    private final Set<Window> windows = new TreeSet<>();
    private @Nullable Instant lastStart;
    private @Nullable Granularity last;
    private int lastWriter;

    Touched(ZoneId zone) {
      this.zone = zone;
    }

    /** Mostly the same window as the call before. */
    void add(Granularity written, Instant start, int writer) {
      if (written != last || writer != lastWriter || !start.equals(lastStart)) {
        last = written;
        lastStart = start;
        lastWriter = writer;
        written.coarser().ifPresent(target -> windows.add(window(target, start, writer)));
      }
    }

    private Window window(Granularity target, Instant start, int writer) {
      return new Window(target, target.bucketStart(start, zone).getEpochSecond(), writer);
    }
  }

  /**
   * In one order for all transactions, so that two that mark the same never wait for each other.
   */
  private record Window(Granularity target, long startSeconds, int writer)
      implements Comparable<Window> {
    @Override
    public int compareTo(Window other) {
      int byTarget = target.compareTo(other.target);
      int byStart = Long.compare(startSeconds, other.startSeconds);
      return byTarget != 0 ? byTarget : byStart != 0 ? byStart : writer - other.writer;
    }
  }

  /** Each window that is marked already gets a new version. */
  void add(Session session, Touched touched) throws SQLException {
    if (touched.windows.isEmpty()) {
      return;
    }
    PreparedStatement upsert = session.statement(session.dialect().upsert(NEXT_VERSION));
    for (Window window : touched.windows) {
      Session.bind(upsert, window.target().id(), window.startSeconds(), window.writer());
      upsert.addBatch();
    }
    upsert.executeBatch();
  }

  List<Mark> find(Session session, Granularity target, TimeRange range, int mostWindows)
      throws SQLException {
    List<Mark> found = new ArrayList<>();
    session.query(
        row ->
            found.add(
                new Mark(
                    target,
                    Instant.ofEpochSecond(row.getLong(1)),
                    writers.id(session, row.getInt(2)),
                    row.getLong(3))),
        "SELECT m.bucket, m.writer, m.version FROM metric_mark m JOIN"
            + " (SELECT DISTINCT bucket FROM metric_mark WHERE target = ? AND bucket >= ?"
            + " AND bucket < ? ORDER BY bucket LIMIT ?) w ON w.bucket = m.bucket"
            + " WHERE m.target = ? ORDER BY m.bucket",
        target.id(),
        Seconds.ceiling(range.from()),
        Seconds.ceiling(range.to()),
        mostWindows,
        target.id());
    return found;
  }

  /** Lets go of marks, but not of those that have another version by now. */
  void remove(Session session, List<Mark> done, long nowMillis) throws SQLException {
    for (Mark mark : done) {
      session.update(
          "DELETE FROM metric_mark WHERE target = ? AND bucket = ? AND writer = ? AND version = ?",
          mark.target().id(),
          mark.window().getEpochSecond(),
          writers.number(session, mark.writer(), nowMillis),
          mark.version());
    }
  }

  /** The oldest window into which buckets of a granularity have to be folded. */
  static Optional<Instant> oldest(Session session, Granularity finer) throws SQLException {
    if (finer.coarser().isEmpty()) {
      return Optional.empty();
    }
    List<Instant> found = new ArrayList<>();
    session.query(
        row -> {
          long start = row.getLong(1);
          if (!row.wasNull()) {
            found.add(Instant.ofEpochSecond(start));
          }
        },
        "SELECT MIN(bucket) FROM metric_mark WHERE target = ?",
        finer.coarser().get().id());
    return found.stream().findFirst();
  }
}
