package io.tallystick;

import static java.util.Objects.requireNonNull;

import java.util.function.DoubleSupplier;

/** A supplier gauge that is registered with whatever runtime is installed. */
final class LateBoundSupplier extends LateBoundHandle implements GaugeRegistration {
  private final RuntimeDoor door;
  private final DoubleSupplier supplier;

  /** Guarded by the door's lock. */
  private GaugeRegistration target = NoopMetrics.HANDLE;

  /** Guarded by the door's lock. */
  private boolean replacedEarlier;

  LateBoundSupplier(RuntimeDoor door, String name, Tags tags, DoubleSupplier supplier) {
    super(name, tags);
    this.door = door;
    this.supplier = requireNonNull(supplier, "supplier");
  }

  /** Leaves the runtime that goes first: the next one gets the supplier anew. */
  @Override
  void bind(Metrics runtime) {
    GaugeRegistration earlier = target;
    target = NoopMetrics.HANDLE;
    earlier.close();
    target = runtime.gauge(name, tags, supplier);
    replacedEarlier |= target.replacedEarlier();
  }

  void markReplacing() {
    replacedEarlier = true;
  }

  @Override
  public boolean replacedEarlier() {
    synchronized (door) {
      return replacedEarlier;
    }
  }

  @Override
  public void close() {
    synchronized (door) {
      door.forget(this);
      RuntimeDoor.bind(this, NoopMetrics.INSTANCE);
    }
  }
}
