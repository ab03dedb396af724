package io.tallystick.benchmarks.storage;

import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StorageBackend;
import java.util.List;

/** A kind of database that history is kept in, with room for several stores. */
interface Database extends AutoCloseable {
  /** A store that holds nothing yet. */
  StorageBackend openStore(String name);

  /** What the same rows cost without us. */
  Floor openFloor(String name, List<SeriesKey> series);

  /**
   * How many bytes the minutes of a store take that is closed, perhaps with what is beside them.
   */
  long bytes(String name);

  /** How many bytes all of a store takes that is closed. */
  long allBytes(String name);

  Goals goals();

  @Override
  void close();

  /**
   * What is to be reached.
   *
   * @param mostOfFloor how much longer than the floor anything takes
   * @param fewestInserts new rows a second
   * @param fewestUpdates changed rows a second
   * @param mostFlushMillis of a flush of 1,000 series, at the 99th percentile
   * @param mostCounterBytes a row
   * @param mostHistogramBytes a row of 1,000 samples
   */
  record Goals(
      double mostOfFloor,
      double fewestInserts,
      double fewestUpdates,
      double mostFlushMillis,
      double mostCounterBytes,
      double mostHistogramBytes) {}
}
