package io.tallystick.core.query;

import io.tallystick.MetricKind;
import io.tallystick.spi.BucketState;
import io.tallystick.spi.SeriesKey;
import io.tallystick.spi.StretchTotal;
import io.tallystick.spi.WriterId;
import java.time.Instant;

/** Tells no more than that there was something. */
final class PresenceCell implements Cell {
  @Override
  public void add(StretchTotal total) {}

  @Override
  public void add(SeriesKey series, WriterId writer, Instant start, BucketState state) {}

  @Override
  public void addAll(Cell other) {}

  @Override
  public CellValue value() {
    return CellValue.nothing(MetricKind.GAUGE, 0);
  }
}
