package io.tallystick.core.derived;

import io.tallystick.Tags;
import io.tallystick.spi.Batch;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.Lease;
import io.tallystick.spi.Note;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.StorageBackend;
import io.tallystick.spi.WriteOutcome;
import io.tallystick.spi.WriterId;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Counts the rows of a table, each once.
 *
 * <p>One instance at a time counts, by a lease; but what keeps a row from being counted twice is a
 * note in the store, which is changed only by who knows its version. It says how far rows are
 * counted and what the bucket of this time holds by that, and it comes first: the buckets are
 * written after it and from it, by a writer that is the note's. So whoever finds a note writes its
 * buckets, which changes nothing if they are there, and goes on from it.
 *
 * <p>Rows that were seen are left alone until they settled: a transaction that took a smaller id
 * may still be open, and its row would never be counted once a greater id is.
 *
 * <p>A poll may run on while another has begun, because it hung and was given up: then the note
 * tells the later of both that it was too late.
 */
final class TableCounter implements Callable<Runnable> {
  private static final int MOST_ROWS = 10_000;
  private static final Duration SHORTEST_LEASE = Duration.ofMinutes(1);
  private static final Logger LOGGER = LoggerFactory.getLogger(TableCounter.class);

  private final DerivedMetric metric;
  private final StorageBackend storage;
  private final DerivedSettings settings;
  private final WriterId holder;
  private final String noteName;
  private final TaggedRows reader;
  private volatile @Nullable Lease lease;

  /** The version of the note whose buckets this instance wrote. */
  private volatile long writtenVersion;

  /** The series that there are; guarded by this. */
  private @Nullable Set<Tags> known;

  TableCounter(
      DerivedMetric metric, StorageBackend storage, DerivedSettings settings, WriterId holder) {
    this.metric = metric;
    this.storage = storage;
    this.settings = settings;
    this.holder = holder;
    this.noteName = "derived." + metric.name();
    this.reader = new TaggedRows(metric, settings.guard());
  }

  @Override
  public Runnable call() throws SQLException {
    Duration interval = metric.terms().interval();
    Duration time = (interval == null ? settings.interval() : interval).multipliedBy(3);
    lease =
        storage
            .control()
            .acquire(noteName, holder, time.compareTo(SHORTEST_LEASE) < 0 ? SHORTEST_LEASE : time)
            .orElse(null);
    if (lease != null) {
      count();
    }
    return () -> {}; // what the note allowed is done
  }

  private void count() throws SQLException {
    Note note = storage.control().note(noteName).orElse(null);
    if (note == null) {
      begin();
      return;
    }
    CounterNote there = CounterNote.parse(noteName, note.text());
    if (writtenVersion != note.version()) {
      write(there, note.version());
    }
    Instant now = storage.control().now();
    CounterNote next =
        metric.position().isOfIds()
            ? throughSeenIds(there, note.version() + 1, now)
            : throughSettledTimes(there, note.version() + 1, now);
    if (!next.equals(there)) {
      put(next, note.version(), next.version() != there.version());
    }
  }

  /** Notes where counting begins, and counts nothing yet. */
  private void begin() throws SQLException {
    Instant now = storage.control().now();
    boolean isFromTheBeginning = metric.terms().isFromTheBeginning();
    if (!metric.position().isOfIds()) {
      put(beginning(now, isFromTheBeginning ? 0 : settled(now)), 0, false);
      return;
    }
    long greatest = greatest().orElse(Long.MIN_VALUE);
    CounterNote first = beginning(now, isFromTheBeginning ? Long.MIN_VALUE : greatest);
    put(first.seeing(greatest, now), 0, false);
  }

  private CounterNote beginning(Instant now, long through) {
    return CounterNote.beginning(source(), settings.granularity(), now, through);
  }

  private String source() {
    String stated = metric.terms().source();
    return stated == null ? settings.source() : stated;
  }

  private long settled(Instant now) {
    return now.minus(metric.terms().settling()).toEpochMilli();
  }

  private CounterNote throughSeenIds(CounterNote there, long version, Instant now)
      throws SQLException {
    CounterNote next = there;
    if (there.seen() > there.through()) {
      if (now.isBefore(there.seenAt().plus(metric.terms().settling()))) {
        return there;
      }
      next = counted(there, version, there.seen(), now);
    }
    OptionalLong greatest = greatest();
    return greatest.isPresent() && greatest.getAsLong() > next.seen()
        ? next.seeing(greatest.getAsLong(), now)
        : next;
  }

  private CounterNote throughSettledTimes(CounterNote there, long version, Instant now)
      throws SQLException {
    long through = settled(now);
    return through > there.through() ? counted(there, version, through, now) : there;
  }

  /** Adds the rows up to a position to the bucket of now, which is never one before the last. */
  private CounterNote counted(CounterNote there, long version, long through, Instant now)
      throws SQLException {
    List<TaggedRow> rows = rows(there.through(), through);
    if (rows.isEmpty()) { // the bucket stays as it is, and a position in time needs no new note
      return metric.position().isOfIds()
          ? there.counted(there.start(), there.version(), through, there.totals())
          : there;
    }
    CounterNote bucket = bucket(there, now);
    CounterTotals totals = totals(bucket.totals());
    rows.forEach(row -> totals.add(row.tags(), row.value()));
    return bucket.counted(bucket.start(), version, through, totals.totals());
  }

  /** The bucket to add to: that of now, unless the last one starts later or at the same time. */
  private CounterNote bucket(CounterNote there, Instant now) {
    boolean isOver = settings.granularity().bucketStart(now).isAfter(there.start());
    if (!isOver && !there.totals().isEmpty()) {
      return there;
    }
    Instant later = now.isAfter(there.start()) ? now : there.start();
    Instant start = settings.granularity().bucketStart(later);
    return there.in(source(), settings.granularity(), start);
  }

  private synchronized CounterTotals totals(Map<Tags, CounterState> soFar) {
    Set<Tags> series = known;
    if (series == null) {
      series = ConcurrentHashMap.newKeySet();
      SeriesFilter all = SeriesFilter.system(metric.name());
      for (var each : storage.buckets().series(all, settings.mostSeries())) {
        series.add(each.tags());
      }
      known = series;
    }
    return new CounterTotals(soFar, settings.constantTags(), series, settings.mostSeries());
  }

  private List<TaggedRow> rows(long after, long through) throws SQLException {
    Arguments arguments = metric.arguments();
    if (metric.position().isOfIds()) {
      arguments.number("after", after).number("through", through);
    } else {
      arguments
          .time("after", Instant.ofEpochMilli(after))
          .time("through", Instant.ofEpochMilli(through));
    }
    List<TaggedRow> rows =
        metric.query(MOST_ROWS + 1).run(arguments, answer -> reader.read(answer, false).rows());
    if (rows.size() > MOST_ROWS) {
      throw new DerivedQueryException(
          "The SQL gives more than %d rows at once, and none may be left out: group by fewer columns."
              .formatted(MOST_ROWS),
          null);
    }
    return rows;
  }

  private OptionalLong greatest() throws SQLException {
    return metric.greatestQuery().run(metric.arguments(), TableCounter::number);
  }

  private static OptionalLong number(ResultSet rows) throws SQLException {
    if (!rows.next()) {
      return OptionalLong.empty();
    }
    long number = rows.getLong(1);
    return rows.wasNull() ? OptionalLong.empty() : OptionalLong.of(number);
  }

  private void put(CounterNote next, long expectedVersion, boolean isBucketChanged) {
    Note note = new Note(noteName, expectedVersion + 1, next.text());
    if (!storage.control().putNote(note, expectedVersion)) {
      return; // somebody else counted these rows
    }
    if (isBucketChanged) {
      write(next, note.version());
    }
    writtenVersion = note.version();
  }

  private void write(CounterNote note, long version) {
    if (!note.totals().isEmpty()) {
      WriteOutcome outcome = storage.buckets().write(new Batch(note.buckets(metric.name())));
      if (!outcome.refused().isEmpty()) {
        LOGGER.error(
            "What the derived {} counted in the bucket of {} was refused by the store and is lost: {}",
            metric,
            note.start(),
            outcome.refused().values());
      }
    }
    writtenVersion = version;
  }

  /** Lets others count at once. */
  void release() {
    Lease held = lease;
    if (held != null) {
      storage.control().release(held);
    }
  }
}
