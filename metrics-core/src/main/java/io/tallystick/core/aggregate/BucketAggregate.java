package io.tallystick.core.aggregate;

import io.tallystick.core.record.Recording;
import io.tallystick.core.record.Series;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/**
 * Pulls what was recorded into buckets of time.
 *
 * <p>Each {@link #tick} reads, for every series that changed, all that happened in the open bucket;
 * the first one after the bucket's end closes it. What is recorded while a bucket is being closed
 * is in this bucket or in the next, never in both or none, because each number is read once and
 * what comes later is the difference to that reading. Any thread may call; one at a time does the
 * work, and nobody who records waits for it.
 *
 * <pre>{@code
 * BucketAggregate aggregate = new BucketAggregate(recording, 60_000, start);
 * List<BucketReadings> toStore = aggregate.tick(now);
 * LiveSnapshot toShow = aggregate.snapshot(now);
 * }</pre>
 */
public final class BucketAggregate {
  private final Recording recording;
  private final BucketClock clock;
  private final ClockSteps clockSteps;
  private final SeriesStates states;
  private long version;
  private long tickedNanos;

  /**
   * Makes an aggregate whose first bucket holds the start.
   *
   * @param widthMillis how wide a bucket is
   */
  public BucketAggregate(Recording recording, long widthMillis, Moment start) {
    this.recording = recording;
    this.clock = new BucketClock(widthMillis, start.wallMillis());
    this.clockSteps = new ClockSteps(start);
    this.states = new SeriesStates(start.elapsedNanos());
    this.tickedNanos = start.elapsedNanos();
  }

  /** Lets the first bucket be the one of a later start; to be called before the first tick. */
  public synchronized void open(Moment start) {
    clock.open(start.wallMillis());
    clockSteps.begin(start);
    tickedNanos = start.elapsedNanos();
  }

  /**
   * Reads what changed. Where the open bucket is over at this moment it is read for the last time,
   * with every gauge, and the next one opens.
   *
   * @return one bucket's readings, or nothing when nothing changed
   */
  public synchronized List<BucketReadings> tick(Moment now) {
    boolean isOver = clock.isOver(now.wallMillis());
    DrainTime time = drainTime(now);
    ChangeReader reader = new ChangeReader(states, time, isOver);
    recording.drain(reader, isOver);
    states.keepGauges(reader.gauges(), isOver);
    tickedNanos += TimeUnit.MILLISECONDS.toNanos(time.sinceTickMillis());
    List<BucketReadings> changed = changed(reader.readings(), isOver);
    if (isOver) {
      states.begin();
      version = 0;
      states.forget(recording.retire(states.idle(reader.counters(), now.elapsedNanos())));
    }
    clock.advance(now.wallMillis());
    clockSteps.see(now);
    return changed;
  }

  private List<BucketReadings> changed(List<SeriesReading> readings, boolean isOver) {
    if (readings.isEmpty()) {
      return List.of();
    }
    version++;
    return List.of(
        new BucketReadings(clock.incarnation(), clock.startMillis(), version, isOver, readings));
  }

  /** Reads everything as it is now, without an effect on what ticks read. */
  public LiveSnapshot snapshot(Moment now) {
    return snapshot(now, series -> true);
  }

  /** Reads some series as they are now, without an effect on what ticks read. */
  public synchronized LiveSnapshot snapshot(Moment now, Predicate<Series> wanted) {
    LiveReader reader = new LiveReader(states, drainTime(now), wanted);
    recording.drain(reader, false);
    return new LiveSnapshot(clock.incarnation(), clock.startMillis(), version, reader.series());
  }

  /** Shows what each series amounts to since it began, without an effect on what ticks read. */
  public synchronized void visitTotals(Moment now, TotalsVisitor visitor) {
    if (visitor.wantsQuantiles()) {
      states.keepEndedSketches();
    }
    recording.drain(new TotalsReader(states, drainTime(now), visitor), false);
  }

  /**
   * Writes a line for each kind of step that the clock took since the last call: back within the
   * newest bucket, back by so much that buckets are kept apart, or ahead. For a thread that may
   * wait for the log; no tick waits for it.
   */
  public void logClock() {
    clock.logLeap();
    clockSteps.log();
  }

  /**
   * When this drain is. A reading after a bucket's end, or after a step of the clock, counts as of
   * the bucket; what is left of a millisecond counts at the next tick.
   */
  private DrainTime drainTime(Moment now) {
    long wallMillis =
        Math.max(clock.startMillis(), Math.min(now.wallMillis(), clock.endMillis() - 1));
    long sinceMillis = Math.max(0, TimeUnit.NANOSECONDS.toMillis(now.elapsedNanos() - tickedNanos));
    return new DrainTime(wallMillis, now.elapsedNanos(), sinceMillis);
  }
}
