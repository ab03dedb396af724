package io.tallystick.core.query;

import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.StretchTotal;
import java.time.Instant;

/** What buckets are added to, about in the order of their starts. For one thread. */
interface Adding {
  /** Adds what the store added up. */
  void add(StretchTotal total);

  /** Adds a writer's bucket. */
  void add(OwnedBucket owned);

  /** Nothing more will come of what starts before a time. */
  void closeBefore(Instant time);

  /** Nothing more will come. */
  void close();
}
