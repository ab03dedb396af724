package io.tallystick.store.jdbc.faults;

import io.tallystick.Metrics;
import io.tallystick.Tags;
import io.tallystick.core.aggregate.BucketAggregate;
import io.tallystick.core.aggregate.Moment;
import io.tallystick.core.flush.FlushSettings;
import io.tallystick.core.flush.FlushStatus;
import io.tallystick.core.flush.Flusher;
import io.tallystick.core.record.PointSettings;
import io.tallystick.core.record.Recording;
import io.tallystick.core.record.RecordingSettings;
import io.tallystick.guard.CardinalityLimit;
import io.tallystick.guard.GuardLimits;
import io.tallystick.guard.TenantLimits;
import io.tallystick.spi.BucketStore;
import io.tallystick.spi.Granularity;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/** The stages from recording to a store, without threads: whoever has one lets time pass. */
final class FlushedRecording {
  private static final int SERIES = 5;
  private static final int MOST_REFUSALS = 100;
  private static final Duration BETWEEN_FLUSHES = Duration.ofSeconds(1);

  private final Recording recording =
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
              Tags.empty(),
              tenant -> tenant,
              PointSettings.none()));

  /** A long past is no bucket's end: all that is recorded ends up in a few minutes. */
  private Moment now =
      new Moment(
          Instant.now().minus(4, ChronoUnit.HOURS).truncatedTo(ChronoUnit.HOURS).toEpochMilli(), 0);

  private final BucketAggregate aggregate = new BucketAggregate(recording, 60_000, now);
  private final Flusher flusher;
  private Sums recorded = Sums.NOTHING;
  private int rounds;

  FlushedRecording(BucketStore store) {
    this(store, 64_000_000);
  }

  /** A recording of which so many bytes may wait for the store. */
  FlushedRecording(BucketStore store, long backlogBytes) {
    FlushSettings settings =
        new FlushSettings(
            "service:api",
            Tags.empty(),
            Granularity.MINUTE,
            Duration.ofMillis(1),
            backlogBytes,
            Map.of());
    flusher = new Flusher(store, settings, Metrics.noop(), () -> now, () -> 0.5);
  }

  /** Records something of every series there is. */
  void record() {
    rounds++;
    for (int i = 0; i < SERIES; i++) {
      count(1 + (rounds * 31L + i) % 97, "route " + i);
    }
    size(1 + rounds % 89, "any route");
  }

  /** Records something of a series that nobody knows yet. */
  void recordNew() {
    rounds++;
    count(rounds, "new route " + rounds);
  }

  /** Records something of so many series, of two metrics. */
  void recordEach(int series) {
    rounds++;
    for (int i = 0; i < series / 2; i++) {
      count(1 + (rounds + i) % 97, "each route " + i);
      size(1 + (rounds + i) % 89, "each route " + i);
    }
  }

  /** Records as much as there are series, one of each. */
  void recordOneOfEach(int series) {
    for (int i = 0; i < series; i++) {
      count(1, "one route " + i);
    }
  }

  private void count(long amount, String route) {
    recording.metrics().count(Sums.COUNTER, amount, "route_id", route);
    recorded = recorded.and(new Sums(amount, 0, 0));
  }

  private void size(double size, String route) {
    recording.metrics().histogram(Sums.HISTOGRAM, size, "route_id", route);
    recorded = recorded.and(new Sums(0, 1, size));
  }

  /** Everything that was recorded so far. */
  Sums recorded() {
    return recorded;
  }

  /** Reads what was recorded and tries once to write all that waits; whether all is written. */
  boolean flush() {
    return flushAfter(BETWEEN_FLUSHES);
  }

  /** Lets time pass, reads what was recorded and tries once to write all that waits. */
  boolean flushAfter(Duration time) {
    now = new Moment(now.wallMillis() + time.toMillis(), now.elapsedNanos() + time.toNanos());
    flusher.offer(aggregate.tick(now));
    return flusher.flush();
  }

  /** Flushes until nothing waits; how often the store did not take it. */
  int flushUntilWritten() {
    for (int refusals = 0; refusals < MOST_REFUSALS; refusals++) {
      if (flush()) {
        return refusals;
      }
    }
    throw new AssertionError("The store took nothing: " + flusher.status().lastFailure());
  }

  /** Counts what will not be written any more; all that was given up by now. */
  long giveUp() {
    int ignored = flusher.giveUp();
    return status().droppedBuckets().values().stream().mapToLong(Long::longValue).sum();
  }

  FlushStatus status() {
    return flusher.status();
  }
}
