package io.tallystick.core.flush;

import io.tallystick.Histogram;
import io.tallystick.Metrics;
import io.tallystick.core.aggregate.BucketReadings;
import io.tallystick.core.aggregate.LiveSnapshot;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.record.Series;
import io.tallystick.spi.BucketKey;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Brings buckets to the store; what the store does not take now waits in a bounded backlog.
 *
 * <p>{@link #offer} never does I/O, not even to a log, and never waits for a write: it is for the
 * thread that ticks. {@link #flush} is for the thread that may wait for the store, one at a time.
 * Any thread may ask how it goes.
 *
 * <p>Buckets are absolute, so one that was written although the store said otherwise is written
 * again without harm. A store that fails is left alone for longer each time, up to a minute.
 *
 * <pre>{@code
 * flusher.offer(aggregate.tick(now));
 * flusher.flush();
 * }</pre>
 */
public final class Flusher {
  private final Supplier<Moment> clock;
  private final StoredForm form;
  private final Losses losses = new Losses();
  private final StoreHealth health = new StoreHealth();
  private final Backlog backlog;
  private final BatchWriter writer;
  private final BackOff backOff;
  private final Metrics metrics;
  private final Histogram duration;

  /** The last moment that the clock gave: the last flush must not fail with a clock that does. */
  private volatile Moment latest;

  /**
   * Makes a flusher.
   *
   * @param store where buckets go
   * @param settings what every series carries, and bounds
   * @param metrics where the flusher counts what it does
   * @param clock gives the time on both clocks
   * @param random gives numbers from 0 to less than 1, so that instances do not keep step
   */
  public Flusher(
      BucketStore store,
      FlushSettings settings,
      Metrics metrics,
      Supplier<Moment> clock,
      DoubleSupplier random) {
    this.clock = clock;
    this.latest = clock.get();
    this.form = new StoredForm(settings.source(), settings.constantTags(), settings.granularity());
    this.backlog = new Backlog(settings.backlogBytes(), settings.retention(), losses);
    this.writer = new BatchWriter(store, backlog, health, metrics);
    this.backOff = new BackOff(settings.interval(), random);
    this.metrics = metrics;
    this.duration = metrics.histogram("tallystick.flush.duration_ms");
  }

  /** The writer that the first buckets belong to; after a great step back of the clock others. */
  public WriterId firstWriter() {
    return form.firstWriter();
  }

  /** Takes what was read, to be written by the next flush. */
  public synchronized void offer(List<BucketReadings> buckets) {
    Moment now = now();
    for (BucketReadings bucket : buckets) {
      backlog.offer(form.of(bucket, losses), bucket.isFinal(), now);
    }
    losses.report(metrics);
  }

  /** The buckets of some series that wait. */
  public List<OwnedBucket> waiting(Predicate<SeriesKey> wanted) {
    return backlog.waiting(wanted);
  }

  /** How many buckets became wider while they waited. */
  public long coarsened() {
    return backlog.coarsened();
  }

  /**
   * What is recorded of some series and may not be in the store yet, in its words: buckets that
   * wait for it, and those of the open bucket, which take the place of any that waits.
   *
   * @param open the open bucket of the series
   * @param waiting what waited when that was read
   * @param wanted which series
   */
  public List<OwnedBucket> unconfirmed(
      LiveSnapshot open, List<OwnedBucket> waiting, Predicate<SeriesKey> wanted) {
    Map<BucketKey, OwnedBucket> newest = new LinkedHashMap<>();
    waiting.forEach(bucket -> newest.put(bucket.key(), bucket));
    form.of(open, writerOf(open)).stream()
        .filter(bucket -> wanted.test(bucket.series()))
        .forEach(bucket -> newest.put(bucket.key(), bucket));
    return List.copyOf(newest.values());
  }

  private synchronized WriterId writerOf(LiveSnapshot live) {
    return form.writerOf(live.incarnation());
  }

  /** The key under which a series is stored. */
  public SeriesKey keyOf(Series series) {
    return form.keyOf(series);
  }

  private Moment now() {
    Moment now = clock.get();
    latest = now;
    return now;
  }

  /** How many buckets wait. */
  public int waiting() {
    return backlog.size();
  }

  /**
   * How old the oldest thing is that was recorded and is not stored: how long ago the tick was that
   * read it. Told for a window as a whole: from when on something of it has waited without a pause.
   * Zero when all that ticks have read is stored; what was recorded since the last tick, up to a
   * flush interval ago, is not looked at.
   */
  public Duration lag(Moment now) {
    return Duration.ofNanos(backlog.lagNanos(now));
  }

  /** How much memory the buckets that wait take, in bytes. */
  public long waitingBytes() {
    return backlog.bytes();
  }

  /** How it goes. */
  public FlushStatus status() {
    return health.status(backlog.size(), backlog.bytes(), losses, backlog.coarsened());
  }

  /**
   * Writes what waits, until nothing does or the store fails; does nothing while a store that
   * failed is to be left alone.
   *
   * @return whether nothing is left
   */
  public boolean flush() {
    form.logUnfit();
    Moment now = now();
    return backOff.isOver(now.elapsedNanos()) && write(now);
  }

  /** Writes what waits for the last time, without regard to failures before. */
  public boolean finish() {
    form.logUnfit();
    return write(latest);
  }

  /**
   * Gives up what still waits and counts it as dropped.
   *
   * @return how many buckets that is; what is being written, and may be stored yet, included
   */
  public int giveUp() {
    int lost = backlog.giveUpAll();
    losses.report(metrics);
    return lost;
  }

  private boolean write(Moment now) {
    long startNanos = System.nanoTime();
    backlog.age(now);
    boolean isDone = writer.writeAll(now);
    long nanos = System.nanoTime() - startNanos;
    duration.duration(nanos);
    losses.report(metrics);
    if (health.isAway()) {
      backOff.fail(now.elapsedNanos() + nanos);
    } else {
      backOff.succeed();
    }
    return isDone;
  }
}
