package io.tallystick;

import java.util.function.DoubleSupplier;

/** A supplier gauge that is registered with whatever runtime is installed. */
final class LateBoundSupplier implements GaugeRegistration, LateBoundHandle {
  private final RuntimeDoor door;
  private final SeriesKey series;
  private final DoubleSupplier supplier;
  private final boolean replacedPending;

  /** Guarded by the door's lock. */
  private GaugeRegistration target = NoopMetrics.registration();

  /** Guarded by the door's lock. */
  private boolean replacedInRuntime;

  LateBoundSupplier(
      RuntimeDoor door, SeriesKey series, DoubleSupplier supplier, boolean replacedPending) {
    this.door = door;
    this.series = series;
    this.supplier = supplier;
    this.replacedPending = replacedPending;
  }

  SeriesKey series() {
    return series;
  }

  @Override
  public void bind(Metrics runtime) {
    target = runtime.gauge(series.name(), series.tags(), supplier);
    replacedInRuntime |= target.replacedEarlier();
  }

  /** Takes the supplier out of the runtime that goes; the next one gets it again. */
  void release() {
    target.close();
    target = NoopMetrics.registration();
  }

  @Override
  public boolean replacedEarlier() {
    synchronized (door) {
      return replacedPending || replacedInRuntime;
    }
  }

  @Override
  public void close() {
    synchronized (door) {
      door.forget(this);
      release();
    }
  }
}
