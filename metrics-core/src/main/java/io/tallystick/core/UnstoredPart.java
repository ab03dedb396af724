package io.tallystick.core;

import io.tallystick.core.aggregate.BucketAggregate;
import io.tallystick.core.aggregate.BucketReadings;
import io.tallystick.core.aggregate.LiveSnapshot;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.aggregate.TotalsVisitor;
import io.tallystick.core.exposition.LiveTotals;
import io.tallystick.core.flush.Flusher;
import io.tallystick.core.query.LiveHistory;
import io.tallystick.core.record.Recording;
import io.tallystick.core.record.Series;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * What is recorded and may not be stored yet: the open bucket, and those that wait for the store.
 *
 * <p>A bucket that a tick closes goes from one to the other under the monitor, and whoever asks
 * holds it too: so each bucket is found in one of them. Nothing under it does I/O, so a tick waits
 * for a question no longer than it takes to read the series of one metric; they are put into the
 * words of the store outside.
 */
final class UnstoredPart implements LiveHistory, LiveTotals {
  private final Recording recording;
  private final BucketAggregate aggregate;
  private final Flusher flusher;
  private final Supplier<Moment> clock;

  UnstoredPart(
      Recording recording, BucketAggregate aggregate, Flusher flusher, Supplier<Moment> clock) {
    this.recording = recording;
    this.aggregate = aggregate;
    this.flusher = flusher;
    this.clock = clock;
  }

  /** Reads what changed and lets it wait for the store. */
  synchronized List<BucketReadings> tick(Moment now) {
    List<BucketReadings> read = aggregate.tick(now);
    flusher.offer(read);
    return read;
  }

  @Override
  public List<OwnedBucket> unconfirmed(SeriesFilter filter) {
    LiveSnapshot open;
    List<OwnedBucket> waiting;
    synchronized (this) {
      open = aggregate.snapshot(clock.get(), series -> filter.name().equals(series.name()));
      waiting = flusher.waiting(filter::asksFor);
    }
    return flusher.unconfirmed(open, waiting, filter::asksFor); // which takes its time
  }

  @Override
  public void visit(TotalsVisitor visitor) {
    aggregate.visitTotals(clock.get(), visitor);
  }

  @Override
  public SeriesKey key(Series series) {
    return flusher.keyOf(series);
  }

  @Override
  public long startMillis(Series series) {
    Moment now = clock.get();
    long ageNanos = now.elapsedNanos() - series.startNanos();
    return now.wallMillis() - TimeUnit.NANOSECONDS.toMillis(ageNanos);
  }

  @Override
  public long coarsened() {
    return flusher.coarsened();
  }

  @Override
  public Stream<SeriesKey> series() {
    return recording.series().stream().map(flusher::keyOf);
  }

  @Override
  public Stream<SeriesKey> series(String name) {
    return recording.series().stream()
        .filter(series -> name.equals(series.name()))
        .map(flusher::keyOf);
  }
}
