package io.tallystick.core.flush;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.BucketAggregate;
import io.tallystick.core.aggregate.BucketReadings;
import io.tallystick.core.aggregate.LiveSeries;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.aggregate.Reading;
import io.tallystick.core.record.PointSettings;
import io.tallystick.core.record.Recording;
import io.tallystick.core.record.RecordingSettings;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** The stages up to the store, without threads: the test moves the time and the data. */
final class FlushRig {
  /** A whole hour. */
  static final long START_MILLIS = 1_699_999_200_000L;

  static final Tags REGION = Tags.of("region", "eu");
  static final Duration INTERVAL = Duration.ofSeconds(10);
  static final Map<Granularity, Duration> RETENTION =
      Map.of(
          Granularity.MINUTE, Duration.ofHours(24),
          Granularity.FIVE_MINUTES, Duration.ofDays(7),
          Granularity.HOUR, Duration.ofDays(90));

  final ScriptedStore store = new ScriptedStore();
  final Recording recording =
      new Recording(
          new RecordingSettings(
              GuardLimits.standard(),
              CardinalityLimit.standard(),
              TenantLimits.standard(),
              32_000_000,
              64_000_000,
              2,
              true,
              () -> 0,
              REGION,
              tenant -> "hash-of-" + tenant,
              PointSettings.none()));
  final Flusher flusher;
  private final BucketAggregate aggregate =
      new BucketAggregate(recording, 60_000, new Moment(START_MILLIS, 0));
  private Moment now = new Moment(START_MILLIS, 0);
  private double random = 0.5;

  FlushRig() {
    this(64_000_000);
  }

  FlushRig(long backlogBytes) {
    this(backlogBytes, RETENTION);
  }

  FlushRig(long backlogBytes, Map<Granularity, Duration> retention) {
    FlushSettings settings =
        new FlushSettings(
            "service:api", REGION, Granularity.MINUTE, INTERVAL, backlogBytes, retention);
    flusher = new Flusher(store, settings, recording.metrics(), () -> now, () -> random);
  }

  Metrics metrics() {
    return recording.metrics();
  }

  Moment now() {
    return now;
  }

  void random(double next) {
    random = next;
  }

  /** Lets time pass on both clocks. */
  void pass(Duration duration) {
    step(duration);
    now = new Moment(now.wallMillis(), now.elapsedNanos() + duration.toNanos());
  }

  /** Sets the wall clock alone. */
  void step(Duration duration) {
    now = new Moment(now.wallMillis() + duration.toMillis(), now.elapsedNanos());
  }

  /** Lets time pass and reads. */
  void tick(long secondsLater) {
    pass(Duration.ofSeconds(secondsLater));
    flusher.offer(read());
  }

  /** Lets minutes pass with a sample of a counter in each. */
  void minutes(int many, String name) {
    for (int minute = 0; minute < many; minute++) {
      metrics().count(name, 1);
      tick(60);
    }
  }

  List<BucketReadings> read() {
    return aggregate.tick(now);
  }

  boolean flush() {
    return flusher.flush();
  }

  /** When a store that failed has been left alone for long enough. */
  boolean flushLater() {
    pass(Duration.ofSeconds(60));
    return flush();
  }

  /** What was recorded of a counter, as far as it is read. */
  double recorded(String name, Tags tags) {
    return aggregate.snapshot(now).series().stream()
        .filter(one -> one.series().name().equals(name) && one.series().tags().equals(tags))
        .map(LiveSeries::total)
        .mapToDouble(total -> ((Reading.OfCounter) total).sum())
        .sum();
  }

  long dropped(DropReason reason) {
    return (long) recorded("tallystick.dropped.count", Tags.of("reason", reason.id()));
  }

  /** Without all others, such as the counter of what was given up. */
  static List<BucketReadings> only(String name, List<BucketReadings> buckets) {
    return buckets.stream()
        .map(
            one ->
                new BucketReadings(
                    one.incarnation(),
                    one.startMillis(),
                    one.version(),
                    one.isFinal(),
                    one.readings().stream()
                        .filter(reading -> reading.series().name().equals(name))
                        .toList()))
        .toList();
  }
}
