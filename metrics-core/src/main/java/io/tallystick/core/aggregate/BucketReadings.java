package io.tallystick.core.aggregate;

import java.util.List;

/**
 * The series of one bucket that changed since it was read last, each with all that happened in the
 * bucket so far.
 *
 * <pre>{@code
 * for (BucketReadings bucket : aggregate.tick(now)) {
 *   write(bucket.startMillis(), bucket.version(), bucket.readings());
 * }
 * }</pre>
 *
 * @param incarnation which writer they belong to: 0 at first, one more after each great step back
 *     of the clock
 * @param startMillis where the bucket starts, in wall time
 * @param version how often this bucket was read, from 1
 * @param isFinal whether nothing more will happen in the bucket
 * @param readings the series
 */
public record BucketReadings(
    int incarnation,
    long startMillis,
    long version,
    boolean isFinal,
    List<SeriesReading> readings) {
  /** Copies the list. */
  public BucketReadings {
    readings = List.copyOf(readings);
  }
}
