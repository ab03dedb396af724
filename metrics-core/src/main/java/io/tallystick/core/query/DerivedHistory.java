package io.tallystick.core.query;

import io.tallystick.Tags;
import io.tallystick.spi.TimeRange;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * Metrics that are in no store: they are asked for elsewhere when somebody looks, such as from the
 * application's own tables.
 *
 * <p>For any thread; may wait.
 *
 * <pre>{@code
 * List<DerivedHistory.Value> started = derived.series("trace.started", lastDay, Duration.ofHours(1));
 * }</pre>
 */
public interface DerivedHistory {
  /** No such metric. */
  DerivedHistory NONE =
      new DerivedHistory() {
        @Override
        public Set<String> names() {
          return Set.of();
        }

        @Override
        public List<Value> series(String name, TimeRange range, Duration step) {
          throw new IllegalArgumentException("There is no derived metric " + name);
        }
      };

  /** Their names. */
  Set<String> names();

  /**
   * The numbers of a metric, which add up where several fall into one stretch.
   *
   * @param name one of the names
   * @param step about how far apart they are to be
   */
  List<Value> series(String name, TimeRange range, Duration step);

  /**
   * A number.
   *
   * @param at when
   * @param value how many, or how much
   * @param tags of which series
   */
  record Value(Instant at, double value, Tags tags) {}
}
