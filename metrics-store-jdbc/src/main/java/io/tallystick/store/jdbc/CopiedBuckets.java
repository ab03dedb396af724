package io.tallystick.store.jdbc;

import io.tallystick.spi.Granularity;
import io.tallystick.spi.TimeRange;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** What became of the buckets of one granularity that were copied. For one thread. */
final class CopiedBuckets {
  private final Granularity granularity;
  private final Tally wanted = new Tally();
  private final Tally found = new Tally();
  private long read;
  private long written;
  private long refused;
  private long kept;
  private @Nullable Instant firstDifference;

  CopiedBuckets(Granularity granularity) {
    this.granularity = granularity;
  }

  void read() {
    read++;
  }

  void wrote(int taken, int notTaken) {
    written += taken;
    refused += notTaken;
  }

  void keptAsItIs() {
    kept++;
  }

  /** What the source has in a stretch of time, and what the target has of it. */
  void compared(TimeRange stretch, Tally ofSource, Tally ofTarget) {
    wanted.add(ofSource);
    found.add(ofTarget);
    if (firstDifference == null && !ofSource.isSameAs(ofTarget)) {
      firstDifference = stretch.from();
    }
  }

  /** How many buckets the source let be read. */
  long allRead() {
    return read;
  }

  long buckets() {
    return wanted.buckets();
  }

  long written() {
    return written;
  }

  /** What is not in the target as it is in the source, in sentences; none when all is. */
  List<String> differences() {
    List<String> differences = new ArrayList<>();
    if (firstDifference != null) {
      differences.add(
          "%s: the source has %s, and the target %s, differing from %s on; %d were refused by the target."
              .formatted(granularity.id(), wanted, found, firstDifference, refused));
    }
    if (kept > 0) {
      differences.add(
          "%s: %d buckets that the source folded are not compared: the target folded history of its own into the same windows, and they stay as they are."
              .formatted(granularity.id(), kept));
    }
    return differences;
  }

  /** For people. */
  @Override
  public String toString() {
    return "%s: %s; %d written".formatted(granularity.id(), wanted, written);
  }
}
