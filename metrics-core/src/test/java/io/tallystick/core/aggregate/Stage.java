package io.tallystick.core.aggregate;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.record.PointSettings;
import io.tallystick.core.record.Recording;
import io.tallystick.core.record.RecordingSettings;
import io.tallystick.core.record.Series;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** A recording, its aggregate, and two clocks that only the test moves. */
final class Stage {
  static final long WIDTH_MILLIS = 60_000;

  /** Where a minute begins. */
  static final long START_MILLIS = 1_700_000_040_000L;

  private final Recording recording;
  private final BucketAggregate aggregate;
  private final List<BucketReadings> ticked = new ArrayList<>();
  private volatile long wallMillis = START_MILLIS;
  private volatile long elapsedNanos = -7_000_000_000L;

  Stage() {
    recording =
        new Recording(
            new RecordingSettings(
                GuardLimits.standard(),
                CardinalityLimit.standard(),
                TenantLimits.standard(),
                32_000_000,
                64_000_000,
                2,
                false,
                () -> elapsedNanos,
                Tags.empty(),
                tenant -> "hash-of-" + tenant,
                PointSettings.none()));
    aggregate = new BucketAggregate(recording, WIDTH_MILLIS, now());
  }

  Metrics metrics() {
    return recording.metrics();
  }

  Recording recording() {
    return recording;
  }

  Moment now() {
    return new Moment(wallMillis, elapsedNanos);
  }

  /** Time goes on, on both clocks. */
  Stage pass(long seconds) {
    return passMillis(TimeUnit.SECONDS.toMillis(seconds));
  }

  private Stage passMillis(long millis) {
    elapsedNanos += TimeUnit.MILLISECONDS.toNanos(millis);
    return stepMillis(millis);
  }

  /** Less than a millisecond of the wall may go by. */
  Stage passNanos(long nanos) {
    elapsedNanos += nanos;
    return this;
  }

  /** Somebody sets the wall clock. */
  Stage step(long seconds) {
    return stepMillis(TimeUnit.SECONDS.toMillis(seconds));
  }

  private Stage stepMillis(long millis) {
    wallMillis += millis;
    return this;
  }

  List<BucketReadings> tick() {
    List<BucketReadings> readings = aggregate.tick(now());
    ticked.addAll(readings);
    return readings;
  }

  /** Ticks once more; the one bucket that changed. */
  BucketReadings tickOne() {
    List<BucketReadings> readings = tick();
    if (readings.size() != 1) {
      throw new AssertionError("One bucket was expected, there are " + readings);
    }
    return readings.get(0);
  }

  void logClock() {
    aggregate.logClock();
  }

  LiveSnapshot snapshot() {
    return aggregate.snapshot(now());
  }

  void visitTotals(TotalsVisitor visitor) {
    aggregate.visitTotals(now(), visitor);
  }

  /** Everything that ticks gave so far. */
  List<BucketReadings> ticked() {
    return ticked;
  }

  /** The sum of what the latest reading of each bucket says about a counter. */
  static double counted(List<BucketReadings> buckets, String name) {
    return latest(buckets, name).values().stream()
        .mapToDouble(reading -> ((Reading.OfCounter) reading).sum())
        .sum();
  }

  /** The number of samples that the latest reading of each bucket has of a histogram. */
  static long samples(List<BucketReadings> buckets, String name) {
    return latest(buckets, name).values().stream()
        .mapToLong(reading -> ((Reading.OfHistogram) reading).count())
        .sum();
  }

  /** By writer, bucket and series, what was read last: a later reading replaces an earlier one. */
  private static Map<String, Reading> latest(List<BucketReadings> buckets, String name) {
    Map<String, Reading> latest = new TreeMap<>();
    for (BucketReadings bucket : buckets) {
      for (SeriesReading one : bucket.readings()) {
        if (one.series().name().equals(name)) {
          String key = bucket.incarnation() + "@" + bucket.startMillis() + one.series().tags();
          latest.put(key, one.reading());
        }
      }
    }
    return latest;
  }

  static Optional<Reading> find(BucketReadings bucket, String name) {
    return bucket.readings().stream()
        .filter(one -> one.series().name().equals(name))
        .map(SeriesReading::reading)
        .findFirst();
  }

  static Reading.OfCounter counter(BucketReadings bucket, String name) {
    return (Reading.OfCounter) find(bucket, name).orElseThrow();
  }

  static Reading.OfGauge gauge(BucketReadings bucket, String name) {
    return (Reading.OfGauge) find(bucket, name).orElseThrow();
  }

  static Reading.OfHistogram histogram(BucketReadings bucket, String name) {
    return (Reading.OfHistogram) find(bucket, name).orElseThrow();
  }

  static LiveSeries live(LiveSnapshot snapshot, String name) {
    return snapshot.series().stream()
        .filter(one -> one.series().name().equals(name))
        .findFirst()
        .orElseThrow();
  }

  static boolean shows(LiveSnapshot snapshot, String name) {
    return snapshot.series().stream().map(LiveSeries::series).anyMatch(s -> isNamed(s, name));
  }

  private static boolean isNamed(Series series, String name) {
    return series.name().equals(name);
  }
}
