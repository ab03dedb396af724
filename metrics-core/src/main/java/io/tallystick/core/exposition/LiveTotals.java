package io.tallystick.core.exposition;

import io.tallystick.core.aggregate.TotalsVisitor;
import io.tallystick.core.record.Series;
import io.tallystick.spi.SeriesKey;

/**
 * What every series of this process amounts to since it began. Any thread may ask.
 *
 * <pre>{@code
 * runtime.liveTotals().visit(new Lines());
 * }</pre>
 */
public interface LiveTotals {
  /** Of a process that records nothing. */
  LiveTotals NONE =
      new LiveTotals() {
        @Override
        public void visit(TotalsVisitor visitor) {
          // there is nothing to show
        }

        @Override
        public SeriesKey key(Series series) {
          throw new IllegalArgumentException("There is no series " + series.name() + " here.");
        }

        @Override
        public long startMillis(Series series) {
          throw new IllegalArgumentException("There is no series " + series.name() + " here.");
        }
      };

  /** Shows each series. Ticks wait meanwhile, so the visitor is to be quick. */
  void visit(TotalsVisitor visitor);

  /** What a series is called in full. */
  SeriesKey key(Series series);

  /**
   * When a series began: the wall time as the clock is set now, so that it may differ a little from
   * what was said before.
   */
  long startMillis(Series series);
}
