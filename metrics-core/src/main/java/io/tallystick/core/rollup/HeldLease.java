package io.tallystick.core.rollup;

import io.tallystick.spi.ControlStore;
import io.tallystick.spi.Lease;
import io.tallystick.spi.LeaseLostException;
import io.tallystick.spi.WriterId;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The one janitor's lease: taken for a while and renewed in time. For any thread; who asks while
 * another waits for the store waits too.
 */
final class HeldLease {
  static final String NAME = "janitor";

  /** It is renewed when so much of its time is gone. */
  private static final int PART_BEFORE_RENEWAL = 3;

  private final ControlStore control;
  private final WriterId holder;
  private final Duration time;
  private final LongSupplier elapsedNanos;
  private @Nullable Lease held;
  private long takenNanos;

  HeldLease(ControlStore control, WriterId holder, Duration time, LongSupplier elapsedNanos) {
    this.control = control;
    this.holder = holder;
    this.time = time;
    this.elapsedNanos = elapsedNanos;
  }

  /**
   * Takes or renews the lease.
   *
   * @return whether it is held
   * @throws LeaseLostException when it was held before and another has it now
   */
  synchronized boolean take() {
    Lease before = held;
    long askedNanos = elapsedNanos.getAsLong(); // it is counted from before the store was asked
    held = control.acquire(NAME, holder, time).orElse(null);
    takenNanos = askedNanos;
    if (before != null && (held == null || held.token() != before.token())) {
      held = null;
      throw new LeaseLostException(before);
    }
    return held != null;
  }

  /** The lease, renewed where much of its time is gone. */
  synchronized Lease current() {
    if (isToBeRenewed()) {
      take();
    }
    Lease lease = held;
    if (lease == null) {
      throw new IllegalStateException("The lease is not held: take it first.");
    }
    return lease;
  }

  /** The lease, taken or renewed where that is to be done; empty while another has it. */
  synchronized Optional<Lease> currentOrNone() {
    if (held == null || isToBeRenewed()) {
      take();
    }
    return Optional.ofNullable(held);
  }

  private boolean isToBeRenewed() {
    return elapsedNanos.getAsLong() - takenNanos >= time.toNanos() / PART_BEFORE_RENEWAL;
  }

  synchronized boolean isHeld() {
    return held != null;
  }

  /** Forgets a lease that another has. */
  synchronized void forget() {
    held = null;
  }

  /** Lets another take it at once. */
  synchronized void release() {
    Lease lease = held;
    held = null;
    if (lease != null) {
      control.release(lease);
    }
  }
}
