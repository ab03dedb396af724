package io.tallystick.core.flush;

import io.tallystick.Counter;
import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.BucketReadings;
import io.tallystick.spi.Batch;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StorageException;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Brings buckets to the store; what the store does not take now waits in a bounded backlog.
 *
 * <p>{@link #offer} never does I/O, not even to a log, and is for the thread that ticks; {@link
 * #flush} is for the thread that may wait for the store.
 *
 * <pre>{@code
 * flusher.offer(aggregate.tick(now));
 * flusher.flush();
 * }</pre>
 */
public final class Flusher {
  private static final Logger LOGGER = LoggerFactory.getLogger(Flusher.class);

  private final BucketStore store;
  private final StoredForm form;
  private final Backlog backlog;
  private final Metrics metrics;
  private final Counter rows;
  private final Histogram duration;
  private boolean isAway;

  /**
   * Makes a flusher.
   *
   * @param store where buckets go
   * @param labels what every series carries
   * @param backlogBytes how much memory waiting buckets may take
   * @param metrics where the flusher counts what it does
   */
  public Flusher(BucketStore store, Labels labels, long backlogBytes, Metrics metrics) {
    this.store = store;
    this.form = new StoredForm(labels.source(), labels.constantTags(), labels.granularity());
    this.backlog = new Backlog(backlogBytes);
    this.metrics = metrics;
    this.rows = metrics.counter("tallystick.flush.rows.count");
    this.duration = metrics.histogram("tallystick.flush.duration_ms");
  }

  /** Takes what was read, to be written by the next flush. */
  public synchronized void offer(List<BucketReadings> buckets) {
    for (BucketReadings bucket : buckets) {
      List<OwnedBucket> owned = form.of(bucket);
      countDropped("unfit", bucket.readings().size() - owned.size());
      countDropped("backlog_full", backlog.offer(owned));
    }
  }

  private void countDropped(String reason, int buckets) {
    if (buckets > 0) {
      metrics.count("tallystick.dropped.count", buckets, "reason", reason);
    }
  }

  /** How many buckets wait. */
  public int waiting() {
    return backlog.size();
  }

  /** Writes what waits, until nothing does or the store fails; whether nothing is left. */
  public boolean flush() {
    form.logUnfit();
    long start = System.nanoTime();
    boolean isDone = writeAll();
    duration.duration(System.nanoTime() - start);
    return isDone;
  }

  private boolean writeAll() {
    try {
      for (Batch batch = backlog.next(); !batch.buckets().isEmpty(); batch = backlog.next()) {
        if (!write(batch)) {
          return false;
        }
      }
      return true;
    } finally {
      backlog.release();
    }
  }

  /** Whether to go on with the next batch. */
  private boolean write(Batch batch) {
    try {
      store.write(batch);
      backlog.confirm(batch);
      rows.add(batch.buckets().size());
      report(false, "");
      return true;
    } catch (StorageException failure) {
      metrics.count(
          "tallystick.flush.error.count", 1, "reason", failure.canRetry() ? "store" : "data");
      if (failure.canRetry()) {
        report(true, failure.toString());
        return false;
      }
      giveUp(batch, failure);
      return true;
    } catch (
        RuntimeException unknown) { // whether it was kept cannot be known, so it is tried again
      metrics.count("tallystick.flush.error.count", 1, "reason", "store");
      report(true, unknown.toString());
      return false;
    }
  }

  private void giveUp(Batch batch, StorageException failure) {
    backlog.confirm(batch);
    metrics.count("tallystick.dropped.count", batch.buckets().size(), "reason", "refused_by_store");
    LOGGER.error(
        "The store refused {} buckets for good, they are lost: {}",
        batch.buckets().size(),
        failure.toString());
  }

  /** Says once that the store is away, and once that it is back. */
  private void report(boolean away, String failure) {
    if (away && !isAway) {
      LOGGER.warn(
          "The store did not take what was recorded; it waits and is tried again: {}", failure);
    } else if (!away && isAway) {
      LOGGER.info("The store takes what was recorded again.");
    }
    isAway = away;
  }

  /**
   * What every series carries, and how wide its buckets are.
   *
   * @param source which service this is
   * @param constantTags tags that every series has unless it has a value of its own for them
   * @param granularity how wide buckets are
   */
  public record Labels(String source, Tags constantTags, Granularity granularity) {}
}
