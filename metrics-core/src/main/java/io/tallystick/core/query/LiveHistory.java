package io.tallystick.core.query;

import io.tallystick.spi.OwnedBucket;
import io.tallystick.spi.SeriesFilter;
import io.tallystick.spi.SeriesKey;
import java.util.List;
import java.util.stream.Stream;

/**
 * What this process recorded and the store may not know yet.
 *
 * <p>For any thread; nothing here waits for the store.
 *
 * <pre>{@code
 * MetricsReader reader = MetricsReader.of(store, LiveHistory.NONE);
 * }</pre>
 */
public interface LiveHistory {
  /** Nothing: of who reads a store that others write to. */
  LiveHistory NONE =
      new LiveHistory() {
        @Override
        public List<OwnedBucket> unconfirmed(SeriesFilter filter) {
          return List.of();
        }

        @Override
        public Stream<SeriesKey> series() {
          return Stream.of();
        }

        @Override
        public Stream<SeriesKey> series(String name) {
          return Stream.of();
        }

        @Override
        public long coarsened() {
          return 0;
        }
      };

  /**
   * The newest state of each bucket that the store has not confirmed, as it was at one moment
   * during the call: what is in none of them is in the store.
   */
  List<OwnedBucket> unconfirmed(SeriesFilter filter);

  /** All series that are recorded now. */
  Stream<SeriesKey> series();

  /** Those of one metric. */
  Stream<SeriesKey> series(String name);

  /**
   * How many buckets became wider while they waited for the store. Where that changed during a
   * question, what it saw as narrow buckets it may have seen as a wide one, too.
   */
  long coarsened();
}
