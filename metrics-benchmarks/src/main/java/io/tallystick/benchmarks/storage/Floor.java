package io.tallystick.benchmarks.storage;

import io.tallystick.spi.Batch;
import io.tallystick.spi.Granularity;
import io.tallystick.spi.TimeRange;
import java.time.Instant;

/** The same rows kept by somebody who needs nothing else. */
interface Floor extends AutoCloseable {
  void write(Batch batch);

  /** Reads the finer rows of a window, and writes one for each series. */
  void fold(Granularity target, TimeRange window);

  /** Removes rows that start before a time, so many at most, and their room; how many went. */
  int purge(Instant before, int most);

  @Override
  void close();
}
