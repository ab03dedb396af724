package io.tallystick.core.points;

import io.tallystick.core.aggregate.BucketReadings;
import io.tallystick.core.aggregate.SeriesReading;
import io.tallystick.core.record.KeptSample;
import io.tallystick.core.record.KeptSamples;
import io.tallystick.core.record.MissedSamples;
import io.tallystick.core.record.Series;
import io.tallystick.spi.Point;
import io.tallystick.spi.SeriesKey;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes points of kept samples.
 *
 * <p>A sample of a share of all goes on at once. Where every sample is kept they wait until their
 * bucket is closed and go on together, with the share 1 when they are all that it counted, and just
 * below 1 when that cannot be said: then whoever wants the sum asks the bucket. That is so of the
 * buckets in which the runtime starts and ends, too, because another one may have recorded, or will
 * record, in the same minute. Their times are kept within their bucket.
 *
 * <p>Any thread may call; nothing is called under the monitor that could wait.
 */
final class KeptMinutes {
  /** Says that something may be missing, and not that much is. */
  static final double NOT_ALL = Math.nextDown(1.0);

  private final KeptSamples kept;
  private final SeriesKeys keys;
  private final PointQueue queue;
  private final long widthMillis;

  /** One for each series, by its key: a series that went out of use and its successor share it. */
  private final Map<SeriesKey, Ledger> ledgers = new LinkedHashMap<>();

  private long openMillis = Long.MIN_VALUE;
  private int incarnation;
  private boolean isOver;
  private boolean isFirst = true;
  private long missed;

  KeptMinutes(KeptSamples kept, SeriesKeys keys, PointQueue queue, long widthMillis) {
    this.kept = kept;
    this.keys = keys;
    this.queue = queue;
    this.widthMillis = widthMillis;
  }

  /** Takes what was read at a moment. */
  synchronized void offer(List<BucketReadings> read, long wallMillis) {
    settle();
    for (BucketReadings bucket : read) {
      if (bucket.startMillis() != openMillis || bucket.incarnation() != incarnation) {
        close(!isFirst);
        openMillis = bucket.startMillis();
        incarnation = bucket.incarnation();
      }
      bucket.readings().forEach(this::read);
      isOver = bucket.isFinal();
    }
    isOver = isOver || wallMillis >= openMillis + widthMillis;
  }

  private void read(SeriesReading reading) {
    Series series = reading.series();
    if (kept.keepsEach(series)) {
      ledger(series).read(reading.reading());
    }
  }

  private Ledger ledger(Series series) {
    return ledgers.computeIfAbsent(keys.of(series), key -> new Ledger(series.kind()));
  }

  /** Takes what was kept since, and hands on what is complete. */
  synchronized void settle() {
    kept.drain(this::take);
    kept.drainMissed(this::miss);
    if (isOver) {
      close(!isFirst);
    }
  }

  private void take(KeptSample sample) {
    boolean fits = queue.tryReserve(1);
    if (!fits) {
      missed++;
      miss(sample.series(), new MissedSamples(1, sample.value()));
    } else if (sample.share() < 1) {
      SeriesKey key = keys.of(sample.series());
      queue.add(List.of(point(key, sample, sample.wallMillis(), sample.share())));
    } else {
      ledger(sample.series()).add(sample);
    }
  }

  private void miss(Series series, MissedSamples gap) {
    if (kept.keepsEach(series)) {
      ledger(series).miss(gap);
    }
  }

  private void close(boolean mayBeWhole) {
    if (openMillis == Long.MIN_VALUE) {
      return;
    }
    ledgers.values().removeIf(Ledger::isIdle);
    ledgers.forEach((key, ledger) -> queue.add(points(key, ledger, mayBeWhole)));
    isOver = false;
    isFirst = false;
    openMillis = Long.MIN_VALUE;
  }

  private List<Point> points(SeriesKey key, Ledger ledger, boolean mayBeWhole) {
    long endMillis = openMillis + widthMillis;
    Ledger.Closed closed = ledger.close(endMillis);
    double share = mayBeWhole && closed.isWhole() ? 1 : NOT_ALL;
    List<Point> points = new ArrayList<>(closed.samples().size());
    for (KeptSample sample : closed.samples()) {
      long atMillis = Math.max(openMillis, Math.min(sample.wallMillis(), endMillis - 1));
      points.add(point(key, sample, atMillis, share));
    }
    return points;
  }

  private static Point point(SeriesKey key, KeptSample sample, long atMillis, double share) {
    return new Point(key, Instant.ofEpochMilli(atMillis), sample.value(), share);
  }

  /** Hands on all there is, of the bucket that is still open too. */
  synchronized void finish() {
    settle();
    close(false);
  }

  /** How many samples found no room here since the last call. */
  synchronized long takeMissed() {
    long taken = missed;
    missed = 0;
    return taken;
  }
}
