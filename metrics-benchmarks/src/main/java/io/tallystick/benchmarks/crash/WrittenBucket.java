package io.tallystick.benchmarks.crash;

import io.tallystick.spi.Bucket;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.HistogramState;
import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.WriterId;
import java.util.Arrays;

/**
 * A bucket as text that differs when anything in the bucket does, the sketch included.
 *
 * @param writer who wrote it
 * @param startMillis where it starts, in milliseconds since 1970
 * @param series whose it is
 * @param version its version
 * @param state what it holds
 */
record WrittenBucket(WriterId writer, long startMillis, String series, long version, String state) {
  private static final String BETWEEN = "\t";

  static WrittenBucket of(OwnedBucket owned) {
    Bucket bucket = owned.bucket();
    return new WrittenBucket(
        owned.writer(),
        bucket.start().toEpochMilli(),
        owned.granularity().id() + " " + owned.series().name() + owned.series().tags(),
        bucket.version(),
        text(bucket.state()));
  }

  private static String text(BucketState state) {
    return state instanceof HistogramState histogram
        ? state + " #" + Arrays.hashCode(histogram.sketch().toArray())
        : state.toString();
  }

  static WrittenBucket parse(String line) {
    String[] parts = line.split(BETWEEN, -1);
    return new WrittenBucket(
        WriterId.parse(parts[0]),
        Long.parseLong(parts[1]),
        parts[2],
        Long.parseLong(parts[3]),
        parts[4]);
  }

  /** A line that {@link #parse} takes. */
  String line() {
    return String.join(
        BETWEEN,
        writer.toString(),
        String.valueOf(startMillis),
        series,
        String.valueOf(version),
        state);
  }

  /** What no two buckets of a store share. */
  Place place() {
    return new Place(writer, startMillis, series);
  }

  /** See {@link WrittenBucket#place}. */
  record Place(WriterId writer, long startMillis, String series) {}
}
