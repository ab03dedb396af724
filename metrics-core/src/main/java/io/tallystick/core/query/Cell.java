package io.tallystick.core.query;

import io.tallystick.spi.BucketState;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import io.tallystick.spi.WriterId;
import java.time.Instant;

/** Adds up the buckets of a group and a stretch, in any order; for one thread. */
interface Cell {
  /** Adds what the store added up. */
  void add(StretchTotal total);

  /** Adds a writer's bucket of a series that starts then. */
  void add(SeriesKey series, WriterId writer, Instant start, BucketState state);

  /** Adds what another of its kind was given, which is left as it is. */
  void addAll(Cell other);

  /** What all of them amount to; nothing is added afterwards. */
  CellValue value();
}
