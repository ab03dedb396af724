package io.tallystick.core.points;

import static java.util.Objects.requireNonNull;

import io.tallystick.Metrics;
import io.tallystick.core.aggregate.BucketReadings;
import io.tallystick.core.record.Recording;
import io.tallystick.spi.Point;
import io.tallystick.spi.PointBatch;
import io.tallystick.spi.PointStore;
import io.tallystick.spi.StorageException;
import io.tallystick.spi.WriterId;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings points to the store; what it does not take now waits, bounded, and past the bound what
 * comes is dropped and counted.
 *
 * <p>{@link #offer} never does I/O: it is for the thread that ticks. {@link #flush} is for the
 * thread that may wait for the store, one at a time.
 *
 * <p>A batch whose outcome is not known is written again as it was, which the store knows by its
 * number. When the process is killed, points that wait are lost and their minutes are shown by
 * their buckets; but when that happens between two batches of one minute of one series, which has
 * more points than fit in one, those of the first stand for all; and where several instances record
 * one series, those of the others hide the bucket of the one that was killed.
 *
 * <pre>{@code
 * points.offer(aggregate.tick(now), now.wallMillis());
 * points.flush();
 * }</pre>
 */
public final class PointFlusher {
  private static final Logger LOGGER = LoggerFactory.getLogger(PointFlusher.class);

  /** How many writes a flush spends on what was refused. */
  private static final int MOST_REFUSALS = 30;

  private final PointStore store;
  private final WriterId writer;
  private final Metrics metrics;
  private final PointQueue queue;
  private final KeptMinutes minutes;
  private final Points points;

  /** What is being written, and written again while its outcome is not known. */
  private @Nullable PointBatch current;

  /** The halves of what was refused, the next first. */
  private final Deque<List<Point>> parts = new ArrayDeque<>();

  private long lastNumber;

  /** Whether the store failed when it was given points last. */
  private boolean isWaiting;

  /** Makes a flusher of what a recording keeps. */
  public PointFlusher(
      PointStore store, Recording recording, PointFlushSettings settings, LongSupplier wallMillis) {
    this.store = store;
    this.writer = settings.writer();
    this.metrics = recording.metrics();
    this.queue = new PointQueue(settings.most());
    SeriesKeys keys = new SeriesKeys(settings.source(), settings.constantTags());
    this.minutes =
        new KeptMinutes(recording.kept(), keys, queue, settings.bucketWidth().toMillis());
    PointGuard guard = new PointGuard(recording, settings);
    this.points = Points.writing(store, metrics, guard, queue, wallMillis);
  }

  /** The host's door. */
  public Points points() {
    return points;
  }

  /** Takes what was read, by which the points of a bucket are told. */
  public void offer(List<BucketReadings> read, long wallMillis) {
    minutes.offer(read, wallMillis);
  }

  /** Writes what waits, until nothing does or the store fails. */
  public void flush() {
    minutes.settle();
    write();
  }

  /** Writes all there is for the last time, of the bucket that is still open too. */
  public void finish() {
    minutes.finish();
    write();
  }

  /**
   * Gives up what still waits and counts it as dropped.
   *
   * @return how many points that is; what is being written, and may be stored yet, included
   */
  public int giveUp() {
    int lost = queue.size();
    lose(lost, "closed");
    return lost;
  }

  private void lose(long lost, String reason) {
    if (lost > 0) {
      metrics.count("tallystick.dropped.count", lost, "reason", reason);
    }
  }

  private void write() {
    lose(minutes.takeMissed(), "points_full");
    int refusals = 0;
    for (PointBatch batch = next(); batch != null && refusals < MOST_REFUSALS; batch = next()) {
      try {
        store.createBatch(batch);
        current = null;
        queue.done(batch.points().size());
        isWaiting = false;
      } catch (StorageException failure) {
        if (failure.canRetry()) {
          sayOnce(failure);
          return;
        }
        isWaiting = false; // it does answer
        divide(batch, requireNonNull(failure.getMessage()));
        refusals++;
      } catch (RuntimeException unknown) { // whether it was kept cannot be known
        sayOnce(unknown);
        return;
      }
    }
  }

  private void sayOnce(RuntimeException failure) {
    if (!isWaiting) {
      LOGGER.warn(
          "The store takes no raw points; they wait in memory and are tried again: {}",
          String.valueOf(failure.getMessage()));
    }
    isWaiting = true;
  }

  private @Nullable PointBatch next() {
    if (current == null) {
      List<Point> next = parts.isEmpty() ? queue.next() : parts.pop();
      current = next.isEmpty() ? null : new PointBatch(writer, ++lastNumber, next);
    }
    return current;
  }

  /** Finds the point that is to blame by halves. */
  private void divide(PointBatch refused, String reason) {
    List<Point> all = refused.points();
    current = null;
    if (all.size() == 1) {
      queue.done(1);
      lose(1, "refused_by_store");
      LOGGER.error("A point of {} cannot be stored: {}", all.get(0).series().name(), reason);
    } else {
      parts.push(all.subList(all.size() / 2, all.size()));
      parts.push(all.subList(0, all.size() / 2));
    }
  }
}
