package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.core.merge.FiniteSum;
import io.tallystick.core.merge.StateMerge;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.CounterState;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import io.tallystick.spi.WriterId;
import java.time.Instant;
import java.util.List;

/** What was added to counters. */
final class CounterCell implements Cell {
  private final FiniteSum fractional = new FiniteSum();
  private long whole;

  @Override
  public void add(StretchTotal total) {
    whole = StateMerge.saturatedSum(whole, total.count());
    fractional.add(total.sum());
  }

  @Override
  public void add(SeriesKey series, WriterId writer, Instant start, BucketState state) {
    CounterState counter = (CounterState) state;
    whole = StateMerge.saturatedSum(whole, counter.whole());
    fractional.add(counter.fractional());
  }

  @Override
  public void addAll(Cell other) {
    CounterCell counters = (CounterCell) other;
    whole = StateMerge.saturatedSum(whole, counters.whole);
    fractional.add(counters.fractional.value());
  }

  @Override
  public CellValue value() {
    return new CellValue(
        MetricKind.COUNTER,
        whole,
        fractional.value(),
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Double.NaN,
        Instant.EPOCH,
        List.of(),
        null);
  }
}
